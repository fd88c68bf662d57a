package org.aitbc.contracts;

import io.reactivex.Flowable;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import javax.annotation.processing.Generated;
import org.web3j.abi.EventEncoder;
import org.web3j.abi.TypeReference;
import org.web3j.abi.datatypes.Address;
import org.web3j.abi.datatypes.CustomError;
import org.web3j.abi.datatypes.Event;
import org.web3j.abi.datatypes.Function;
import org.web3j.abi.datatypes.StaticStruct;
import org.web3j.abi.datatypes.Type;
import org.web3j.abi.datatypes.generated.Bytes32;
import org.web3j.abi.datatypes.generated.Uint256;
import org.web3j.abi.datatypes.generated.Uint64;
import org.web3j.abi.datatypes.generated.Uint8;
import org.web3j.crypto.Credentials;
import org.web3j.protocol.Web3j;
import org.web3j.protocol.core.DefaultBlockParameter;
import org.web3j.protocol.core.RemoteCall;
import org.web3j.protocol.core.RemoteFunctionCall;
import org.web3j.protocol.core.methods.request.EthFilter;
import org.web3j.protocol.core.methods.response.BaseEventResponse;
import org.web3j.protocol.core.methods.response.Log;
import org.web3j.protocol.core.methods.response.TransactionReceipt;
import org.web3j.tx.Contract;
import org.web3j.tx.TransactionManager;
import org.web3j.tx.gas.ContractGasProvider;

/**
 * <p>Auto generated code.
 * <p><strong>Do not modify!</strong>
 * <p>Please use the <a href="https://docs.web3j.io/command_line.html">web3j command line tools</a>,
 * or the org.web3j.codegen.SolidityFunctionWrapperGenerator in the
 * <a href="https://github.com/LFDT-web3j/web3j/tree/main/codegen">codegen module</a> to update.
 *
 * <p>Generated with web3j version 5.0.2.
 */
@SuppressWarnings("rawtypes")
@Generated("org.web3j.codegen.SolidityFunctionWrapperGenerator")
public class HashTimeLock extends Contract {
    public static final String BINARY =
            "6080604052348015600e575f5ffd5b50610cba8061001c5f395ff3fe608060405260043610610049575f3560e01c806308f046f71461004d57806334e1fd00146100825780637249fbb6146100a357806384cc9dfb146100c4578063ae12fe90146100e3575b5f5ffd5b348015610058575f5ffd5b5061006c610067366004610aa4565b610102565b6040516100799190610acf565b60405180910390f35b610095610090366004610b7d565b6101e7565b604051908152602001610079565b3480156100ae575f5ffd5b506100c26100bd366004610aa4565b61045a565b005b3480156100cf575f5ffd5b506100c26100de366004610bd0565b610511565b3480156100ee575f5ffd5b506100956100fd366004610bf0565b610669565b61013e6040805160e0810182525f80825260208201819052918101829052606081018290526080810182905260a081018290529060c082015290565b5f8281526020818152604091829020825160e08101845281546001600160a01b039081168252600183015481169382019390935260028201549092169282019290925260038083015460608301526004830154608083015260058301546001600160401b03811660a084015291929160c0840191600160401b90910460ff16908111156101cd576101cd610abb565b60038111156101de576101de610abb565b90525092915050565b5f8315806101fc57506001600160a01b038616155b1561021a5760405163977657db60e01b815260040160405180910390fd5b42826001600160401b031611610253576040516326b39d0360e11b81526001600160401b03831660048201526024015b60405180910390fd5b610261338787878787610669565b90505f5f82815260208190526040902060050154600160401b900460ff16600381111561029057610290610abb565b146102b157604051636489019160e01b81526004810182905260240161024a565b6040518060e00160405280336001600160a01b03168152602001876001600160a01b03168152602001866001600160a01b03168152602001858152602001848152602001836001600160401b031681526020016001600381111561031757610317610abb565b90525f8281526020818152604091829020835181546001600160a01b039182166001600160a01b031991821617835592850151600183018054918316918516919091179055928401516002820180549190941692169190911790915560608201516003808301919091556080830151600483015560a08301516005830180546001600160401b0390921667ffffffffffffffff1983168117825560c086015193919268ffffffffffffffffff19161790600160401b9084908111156103de576103de610abb565b021790555050604080516001600160a01b038881168252602082018890529181018690526001600160401b03851660608201529088169150339083907f114047c75cfbf58ed5a7bfc41259c626bfd41cf63c6d7e2d1a7ae6d6dde162889060800160405180910390a461045185856106d8565b95945050505050565b5f61046482610850565b60058101549091506001600160401b03164210156104a657600581015460405163d606d83f60e01b81526001600160401b03909116600482015260240161024a565b60058101805460ff60401b19166803000000000000000017905560405182907ffe509803c09416b28ff3d8f690c8b0c61462a892c46d5430c8fb20abe472daf0905f90a260028101548154600383015461050d926001600160a01b039081169216906108a5565b5050565b5f61051b83610850565b60058101549091506001600160401b0316421061055c5760058101546040516326b39d0360e11b81526001600160401b03909116600482015260240161024a565b806004015460028360405160200161057691815260200190565b60408051601f198184030181529082905261059091610c52565b602060405180830381855afa1580156105ab573d5f5f3e3d5ffd5b5050506040513d601f19601f820116820180604052508101906105ce9190610c7e565b146105ef5760405163074b705b60e01b81526004810184905260240161024a565b60058101805460ff60401b19166802000000000000000017905560405182815283907f38d6042dbdae8e73a7f6afbabd3fbe0873f9f5ed3cd71294591c3908c2e65fee9060200160405180910390a2600281015460018201546003830154610664926001600160a01b039081169216906108a5565b505050565b604080514660208083019190915230828401526001600160a01b03988916606083015296881660808201529490961660a085015260c084019290925260e08301526001600160401b03166101008083019190915283518083039091018152610120909101909252815191012090565b5f6001600160a01b038316156106ee575f6106f0565b815b905080341461071b5760405163195a3ca160e01b81526004810182905234602482015260440161024a565b6001600160a01b03831615610664576040516370a0823160e01b81523060048201525f906001600160a01b038516906370a0823190602401602060405180830381865afa15801561076e573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906107929190610c7e565b90506107a96001600160a01b0385163330866108d1565b6040516370a0823160e01b81523060048201525f9082906001600160a01b038716906370a0823190602401602060405180830381865afa1580156107ef573d5f5f3e3d5ffd5b505050506040513d601f19601f820116820180604052508101906108139190610c7e565b61081d9190610c95565b90508381146108495760405163195a3ca160e01b8152600481018590526024810182905260440161024a565b5050505050565b5f81815260208190526040902060016005820154600160401b900460ff16600381111561087f5761087f610abb565b146108a05760405163e6b6c16f60e01b81526004810183905260240161024a565b919050565b6001600160a01b0383166108bd57610664828261090d565b6106646001600160a01b0384168383610980565b6108df8484848460016109b5565b61090757604051635274afe760e01b81526001600160a01b038516600482015260240161024a565b50505050565b804710156109375760405163cf47918160e01b81524760048201526024810182905260440161024a565b610950828260405180602001604052805f815250610a22565b15610959575050565b3d156109675761050d610a37565b60405163d6bda27560e01b815260040160405180910390fd5b61098d8383836001610a42565b61066457604051635274afe760e01b81526001600160a01b038416600482015260240161024a565b6040516323b872dd60e01b5f8181526001600160a01b038781166004528616602452604485905291602083606481808c5af1925060015f51148316610a11578383151615610a05573d5f823e3d81fd5b5f883b113d1516831692505b604052505f60605295945050505050565b5f5f5f83516020850186885af1949350505050565b6040513d5f823e3d81fd5b60405163a9059cbb60e01b5f8181526001600160a01b038616600452602485905291602083604481808b5af1925060015f51148316610a98578383151615610a8c573d5f823e3d81fd5b5f873b113d1516831692505b60405250949350505050565b5f60208284031215610ab4575f5ffd5b5035919050565b634e487b7160e01b5f52602160045260245ffd5b81516001600160a01b03908116825260208084015182169083015260408084015190911690820152606080830151908201526080808301519082015260a0828101516001600160401b03169082015260c082015160e082019060048110610b4457634e487b7160e01b5f52602160045260245ffd5b8060c08401525092915050565b80356001600160a01b03811681146108a0575f5ffd5b80356001600160401b03811681146108a0575f5ffd5b5f5f5f5f5f60a08688031215610b91575f5ffd5b610b9a86610b51565b9450610ba860208701610b51565b93506040860135925060608601359150610bc460808701610b67565b90509295509295909350565b5f5f60408385031215610be1575f5ffd5b50508035926020909101359150565b5f5f5f5f5f5f60c08789031215610c05575f5ffd5b610c0e87610b51565b9550610c1c60208801610b51565b9450610c2a60408801610b51565b93506060870135925060808701359150610c4660a08801610b67565b90509295509295509295565b5f82515f5b81811015610c715760208186018101518583015201610c57565b505f920191825250919050565b5f60208284031215610c8e575f5ffd5b5051919050565b81810381811115610cb457634e487b7160e01b5f52601160045260245ffd5b9291505056";

    private static String librariesLinkedBinary;

    public static final String FUNC_CLAIM = "claim";

    public static final String FUNC_IDOF = "idOf";

    public static final String FUNC_LOCK = "lock";

    public static final String FUNC_LOCKOF = "lockOf";

    public static final String FUNC_REFUND = "refund";

    public static final CustomError ALREADYLOCKED_ERROR =
            new CustomError("AlreadyLocked", Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError FAILEDCALL_ERROR = new CustomError("FailedCall", Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError INSUFFICIENTBALANCE_ERROR = new CustomError(
            "InsufficientBalance",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final CustomError NOTLOCKED_ERROR =
            new CustomError("NotLocked", Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError NOTHINGTOLOCK_ERROR =
            new CustomError("NothingToLock", Arrays.<TypeReference<?>>asList());
    ;

    public static final CustomError SAFEERC20FAILEDOPERATION_ERROR = new CustomError(
            "SafeERC20FailedOperation", Arrays.<TypeReference<?>>asList(new TypeReference<Address>() {}));
    ;

    public static final CustomError TOOEARLY_ERROR =
            new CustomError("TooEarly", Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}));
    ;

    public static final CustomError TOOLATE_ERROR =
            new CustomError("TooLate", Arrays.<TypeReference<?>>asList(new TypeReference<Uint64>() {}));
    ;

    public static final CustomError WRONGSECRET_ERROR =
            new CustomError("WrongSecret", Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
    ;

    public static final CustomError WRONGVALUE_ERROR = new CustomError(
            "WrongValue",
            Arrays.<TypeReference<?>>asList(new TypeReference<Uint256>() {}, new TypeReference<Uint256>() {}));
    ;

    public static final Event CLAIMED_EVENT = new Event(
            "Claimed",
            Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}, new TypeReference<Bytes32>() {}));
    ;

    public static final Event LOCKED_EVENT = new Event(
            "Locked",
            Arrays.<TypeReference<?>>asList(
                    new TypeReference<Bytes32>(true) {},
                    new TypeReference<Address>(true) {},
                    new TypeReference<Address>(true) {},
                    new TypeReference<Address>() {},
                    new TypeReference<Uint256>() {},
                    new TypeReference<Bytes32>() {},
                    new TypeReference<Uint64>() {}));
    ;

    public static final Event REFUNDED_EVENT =
            new Event("Refunded", Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>(true) {}));
    ;

    @Deprecated
    protected HashTimeLock(
            String contractAddress, Web3j web3j, Credentials credentials, BigInteger gasPrice, BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    protected HashTimeLock(
            String contractAddress, Web3j web3j, Credentials credentials, ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, credentials, contractGasProvider);
    }

    @Deprecated
    protected HashTimeLock(
            String contractAddress,
            Web3j web3j,
            TransactionManager transactionManager,
            BigInteger gasPrice,
            BigInteger gasLimit) {
        super(BINARY, contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    protected HashTimeLock(
            String contractAddress,
            Web3j web3j,
            TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        super(BINARY, contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static List<ClaimedEventResponse> getClaimedEvents(TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList =
                staticExtractEventParametersWithLog(CLAIMED_EVENT, transactionReceipt);
        ArrayList<ClaimedEventResponse> responses = new ArrayList<ClaimedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            ClaimedEventResponse typedResponse = new ClaimedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.secret =
                    (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static ClaimedEventResponse getClaimedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(CLAIMED_EVENT, log);
        ClaimedEventResponse typedResponse = new ClaimedEventResponse();
        typedResponse.log = log;
        typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.secret = (byte[]) eventValues.getNonIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getClaimedEventFromLog(log));
    }

    public Flowable<ClaimedEventResponse> claimedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(CLAIMED_EVENT));
        return claimedEventFlowable(filter);
    }

    public static List<LockedEventResponse> getLockedEvents(TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList =
                staticExtractEventParametersWithLog(LOCKED_EVENT, transactionReceipt);
        ArrayList<LockedEventResponse> responses = new ArrayList<LockedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            LockedEventResponse typedResponse = new LockedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            typedResponse.from = (String) eventValues.getIndexedValues().get(1).getValue();
            typedResponse.to = (String) eventValues.getIndexedValues().get(2).getValue();
            typedResponse.token =
                    (String) eventValues.getNonIndexedValues().get(0).getValue();
            typedResponse.amount =
                    (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
            typedResponse.hash =
                    (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
            typedResponse.until =
                    (BigInteger) eventValues.getNonIndexedValues().get(3).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static LockedEventResponse getLockedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(LOCKED_EVENT, log);
        LockedEventResponse typedResponse = new LockedEventResponse();
        typedResponse.log = log;
        typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        typedResponse.from = (String) eventValues.getIndexedValues().get(1).getValue();
        typedResponse.to = (String) eventValues.getIndexedValues().get(2).getValue();
        typedResponse.token = (String) eventValues.getNonIndexedValues().get(0).getValue();
        typedResponse.amount =
                (BigInteger) eventValues.getNonIndexedValues().get(1).getValue();
        typedResponse.hash = (byte[]) eventValues.getNonIndexedValues().get(2).getValue();
        typedResponse.until =
                (BigInteger) eventValues.getNonIndexedValues().get(3).getValue();
        return typedResponse;
    }

    public Flowable<LockedEventResponse> lockedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getLockedEventFromLog(log));
    }

    public Flowable<LockedEventResponse> lockedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(LOCKED_EVENT));
        return lockedEventFlowable(filter);
    }

    public static List<RefundedEventResponse> getRefundedEvents(TransactionReceipt transactionReceipt) {
        List<Contract.EventValuesWithLog> valueList =
                staticExtractEventParametersWithLog(REFUNDED_EVENT, transactionReceipt);
        ArrayList<RefundedEventResponse> responses = new ArrayList<RefundedEventResponse>(valueList.size());
        for (Contract.EventValuesWithLog eventValues : valueList) {
            RefundedEventResponse typedResponse = new RefundedEventResponse();
            typedResponse.log = eventValues.getLog();
            typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
            responses.add(typedResponse);
        }
        return responses;
    }

    public static RefundedEventResponse getRefundedEventFromLog(Log log) {
        Contract.EventValuesWithLog eventValues = staticExtractEventParametersWithLog(REFUNDED_EVENT, log);
        RefundedEventResponse typedResponse = new RefundedEventResponse();
        typedResponse.log = log;
        typedResponse.id = (byte[]) eventValues.getIndexedValues().get(0).getValue();
        return typedResponse;
    }

    public Flowable<RefundedEventResponse> refundedEventFlowable(EthFilter filter) {
        return web3j.ethLogFlowable(filter).map(log -> getRefundedEventFromLog(log));
    }

    public Flowable<RefundedEventResponse> refundedEventFlowable(
            DefaultBlockParameter startBlock, DefaultBlockParameter endBlock) {
        EthFilter filter = new EthFilter(startBlock, endBlock, getContractAddress());
        filter.addSingleTopic(EventEncoder.encode(REFUNDED_EVENT));
        return refundedEventFlowable(filter);
    }

    public RemoteFunctionCall<TransactionReceipt> claim(byte[] id, byte[] secret) {
        final Function function = new Function(
                FUNC_CLAIM,
                Arrays.<Type>asList(
                        new org.web3j.abi.datatypes.generated.Bytes32(id),
                        new org.web3j.abi.datatypes.generated.Bytes32(secret)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    public RemoteFunctionCall<byte[]> idOf(
            String from, String to, String token, BigInteger amount, byte[] hash, BigInteger until) {
        final Function function = new Function(
                FUNC_IDOF,
                Arrays.<Type>asList(
                        new org.web3j.abi.datatypes.Address(160, from),
                        new org.web3j.abi.datatypes.Address(160, to),
                        new org.web3j.abi.datatypes.Address(160, token),
                        new org.web3j.abi.datatypes.generated.Uint256(amount),
                        new org.web3j.abi.datatypes.generated.Bytes32(hash),
                        new org.web3j.abi.datatypes.generated.Uint64(until)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Bytes32>() {}));
        return executeRemoteCallSingleValueReturn(function, byte[].class);
    }

    public RemoteFunctionCall<TransactionReceipt> lock(
            String to, String token, BigInteger amount, byte[] hash, BigInteger until, BigInteger weiValue) {
        final Function function = new Function(
                FUNC_LOCK,
                Arrays.<Type>asList(
                        new org.web3j.abi.datatypes.Address(160, to),
                        new org.web3j.abi.datatypes.Address(160, token),
                        new org.web3j.abi.datatypes.generated.Uint256(amount),
                        new org.web3j.abi.datatypes.generated.Bytes32(hash),
                        new org.web3j.abi.datatypes.generated.Uint64(until)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function, weiValue);
    }

    public RemoteFunctionCall<Lock> lockOf(byte[] id) {
        final Function function = new Function(
                FUNC_LOCKOF,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(id)),
                Arrays.<TypeReference<?>>asList(new TypeReference<Lock>() {}));
        return executeRemoteCallSingleValueReturn(function, Lock.class);
    }

    public RemoteFunctionCall<TransactionReceipt> refund(byte[] id) {
        final Function function = new Function(
                FUNC_REFUND,
                Arrays.<Type>asList(new org.web3j.abi.datatypes.generated.Bytes32(id)),
                Collections.<TypeReference<?>>emptyList());
        return executeRemoteCallTransaction(function);
    }

    @Deprecated
    public static HashTimeLock load(
            String contractAddress, Web3j web3j, Credentials credentials, BigInteger gasPrice, BigInteger gasLimit) {
        return new HashTimeLock(contractAddress, web3j, credentials, gasPrice, gasLimit);
    }

    @Deprecated
    public static HashTimeLock load(
            String contractAddress,
            Web3j web3j,
            TransactionManager transactionManager,
            BigInteger gasPrice,
            BigInteger gasLimit) {
        return new HashTimeLock(contractAddress, web3j, transactionManager, gasPrice, gasLimit);
    }

    public static HashTimeLock load(
            String contractAddress, Web3j web3j, Credentials credentials, ContractGasProvider contractGasProvider) {
        return new HashTimeLock(contractAddress, web3j, credentials, contractGasProvider);
    }

    public static HashTimeLock load(
            String contractAddress,
            Web3j web3j,
            TransactionManager transactionManager,
            ContractGasProvider contractGasProvider) {
        return new HashTimeLock(contractAddress, web3j, transactionManager, contractGasProvider);
    }

    public static RemoteCall<HashTimeLock> deploy(
            Web3j web3j, Credentials credentials, ContractGasProvider contractGasProvider) {
        return deployRemoteCall(HashTimeLock.class, web3j, credentials, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<HashTimeLock> deploy(
            Web3j web3j, Credentials credentials, BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(HashTimeLock.class, web3j, credentials, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static RemoteCall<HashTimeLock> deploy(
            Web3j web3j, TransactionManager transactionManager, ContractGasProvider contractGasProvider) {
        return deployRemoteCall(
                HashTimeLock.class, web3j, transactionManager, contractGasProvider, getDeploymentBinary(), "");
    }

    @Deprecated
    public static RemoteCall<HashTimeLock> deploy(
            Web3j web3j, TransactionManager transactionManager, BigInteger gasPrice, BigInteger gasLimit) {
        return deployRemoteCall(
                HashTimeLock.class, web3j, transactionManager, gasPrice, gasLimit, getDeploymentBinary(), "");
    }

    public static void linkLibraries(List<Contract.LinkReference> references) {
        librariesLinkedBinary = linkBinaryWithReferences(BINARY, references);
    }

    private static String getDeploymentBinary() {
        if (librariesLinkedBinary != null) {
            return librariesLinkedBinary;
        } else {
            return BINARY;
        }
    }

    public static class Lock extends StaticStruct {
        public String from;

        public String to;

        public String token;

        public BigInteger amount;

        public byte[] hash;

        public BigInteger until;

        public BigInteger state;

        public Lock(
                String from,
                String to,
                String token,
                BigInteger amount,
                byte[] hash,
                BigInteger until,
                BigInteger state) {
            super(
                    new org.web3j.abi.datatypes.Address(160, from),
                    new org.web3j.abi.datatypes.Address(160, to),
                    new org.web3j.abi.datatypes.Address(160, token),
                    new org.web3j.abi.datatypes.generated.Uint256(amount),
                    new org.web3j.abi.datatypes.generated.Bytes32(hash),
                    new org.web3j.abi.datatypes.generated.Uint64(until),
                    new org.web3j.abi.datatypes.generated.Uint8(state));
            this.from = from;
            this.to = to;
            this.token = token;
            this.amount = amount;
            this.hash = hash;
            this.until = until;
            this.state = state;
        }

        public Lock(Address from, Address to, Address token, Uint256 amount, Bytes32 hash, Uint64 until, Uint8 state) {
            super(from, to, token, amount, hash, until, state);
            this.from = from.getValue();
            this.to = to.getValue();
            this.token = token.getValue();
            this.amount = amount.getValue();
            this.hash = hash.getValue();
            this.until = until.getValue();
            this.state = state.getValue();
        }
    }

    public static class ClaimedEventResponse extends BaseEventResponse {
        public byte[] id;

        public byte[] secret;
    }

    public static class LockedEventResponse extends BaseEventResponse {
        public byte[] id;

        public String from;

        public String to;

        public String token;

        public BigInteger amount;

        public byte[] hash;

        public BigInteger until;
    }

    public static class RefundedEventResponse extends BaseEventResponse {
        public byte[] id;
    }
}
