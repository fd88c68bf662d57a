// Compiles src/main/solidity into NAME.abi and NAME.bin of a folder: node compile.mjs [FOLDER]
import { mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import solc from 'solc';

const here = dirname(fileURLToPath(import.meta.url));
const own = join(here, 'src/main/solidity');
const target = process.argv[2] ?? join(here, 'src/main/resources/org/aitbc/contracts');

const files = readdirSync(own).filter((name) => name.endsWith('.sol'));
const input = {
  language: 'Solidity',
  sources: Object.fromEntries(files.map((name) => [name, { content: readFileSync(join(own, name), 'utf8') }])),
  settings: {
    optimizer: { enabled: true, runs: 200 },
    // of all chains that the suite knows; without the hash of the sources, so that a comment changes nothing
    evmVersion: 'shanghai',
    metadata: { bytecodeHash: 'none', appendCBOR: false },
    outputSelection: { '*': { '*': ['abi', 'evm.bytecode.object'] } },
  },
};
const output = JSON.parse(
  solc.compile(JSON.stringify(input), { import: (path) => ({ contents: readFileSync(join(here, 'node_modules', path), 'utf8') }) }),
);

const complaints = output.errors ?? [];
if (complaints.length > 0) {
  console.error(complaints.map((complaint) => complaint.formattedMessage).join('\n'));
  process.exit(1);
}
mkdirSync(target, { recursive: true });
for (const name of files) {
  const contract = name.replace(/\.sol$/, '');
  const { abi, evm } = output.contracts[name][contract];
  writeFileSync(join(target, `${contract}.abi`), `${JSON.stringify(abi)}\n`);
  writeFileSync(join(target, `${contract}.bin`), evm.bytecode.object);
}
