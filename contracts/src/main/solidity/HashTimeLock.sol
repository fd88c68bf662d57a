// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";
import {Address} from "@openzeppelin/contracts/utils/Address.sol";

/// @notice Half of a swap between two chains: value that goes to who it is for once the secret behind a hash is told,
/// or back after a time. Anybody may tell the secret or ask for the return; where the value goes is settled by then.
contract HashTimeLock {
    using SafeERC20 for IERC20;

    enum State {
        Unknown,
        Locked,
        Claimed,
        Refunded
    }

    /// @param token an ERC-20 token, or zero for the chain's own coin
    /// @param hash SHA-256 of the secret's 32 bytes, which every chain can compute
    /// @param until the second from which on the value goes back
    struct Lock {
        address from;
        address to;
        address token;
        uint256 amount;
        bytes32 hash;
        uint64 until;
        State state;
    }

    error NothingToLock();
    error WrongValue(uint256 expected, uint256 sent);
    error TooLate(uint64 until);
    error TooEarly(uint64 until);
    error AlreadyLocked(bytes32 id);
    error NotLocked(bytes32 id);
    error WrongSecret(bytes32 id);

    event Locked(
        bytes32 indexed id,
        address indexed from,
        address indexed to,
        address token,
        uint256 amount,
        bytes32 hash,
        uint64 until
    );
    event Claimed(bytes32 indexed id, bytes32 secret);
    event Refunded(bytes32 indexed id);

    mapping(bytes32 id => Lock) private _locks;

    /// @return id which {idOf} tells beforehand
    function lock(address to, address token, uint256 amount, bytes32 hash, uint64 until)
        external
        payable
        returns (bytes32 id)
    {
        if (amount == 0 || to == address(0)) revert NothingToLock();
        if (until <= block.timestamp) revert TooLate(until);
        id = idOf(msg.sender, to, token, amount, hash, until);
        if (_locks[id].state != State.Unknown) revert AlreadyLocked(id);
        _locks[id] = Lock(msg.sender, to, token, amount, hash, until, State.Locked);
        emit Locked(id, msg.sender, to, token, amount, hash, until);
        _take(token, amount);
    }

    /// @param secret whose hash was locked
    function claim(bytes32 id, bytes32 secret) external {
        Lock storage held = _held(id);
        if (block.timestamp >= held.until) revert TooLate(held.until);
        if (sha256(abi.encodePacked(secret)) != held.hash) revert WrongSecret(id);
        held.state = State.Claimed;
        emit Claimed(id, secret);
        _give(held.token, held.to, held.amount);
    }

    function refund(bytes32 id) external {
        Lock storage held = _held(id);
        if (block.timestamp < held.until) revert TooEarly(held.until);
        held.state = State.Refunded;
        emit Refunded(id);
        _give(held.token, held.from, held.amount);
    }

    function lockOf(bytes32 id) external view returns (Lock memory) {
        return _locks[id];
    }

    /// @notice The id of a lock with these terms: two with the same cannot be told apart, so there is only one.
    function idOf(address from, address to, address token, uint256 amount, bytes32 hash, uint64 until)
        public
        view
        returns (bytes32)
    {
        return keccak256(abi.encode(block.chainid, address(this), from, to, token, amount, hash, until));
    }

    function _held(bytes32 id) private view returns (Lock storage held) {
        held = _locks[id];
        if (held.state != State.Locked) revert NotLocked(id);
    }

    /// @dev A token that keeps a part of what it moves would leave another's lock without cover.
    function _take(address token, uint256 amount) private {
        uint256 expected = token == address(0) ? amount : 0;
        if (msg.value != expected) revert WrongValue(expected, msg.value);
        if (token != address(0)) {
            uint256 before = IERC20(token).balanceOf(address(this));
            IERC20(token).safeTransferFrom(msg.sender, address(this), amount);
            uint256 taken = IERC20(token).balanceOf(address(this)) - before;
            if (taken != amount) revert WrongValue(amount, taken);
        }
    }

    function _give(address token, address to, uint256 amount) private {
        if (token == address(0)) {
            Address.sendValue(payable(to), amount);
        } else {
            IERC20(token).safeTransfer(to, amount);
        }
    }
}
