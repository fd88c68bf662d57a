// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";
import {IERC20} from "@openzeppelin/contracts/token/ERC20/IERC20.sol";
import {SafeERC20} from "@openzeppelin/contracts/token/ERC20/utils/SafeERC20.sol";

/// @notice Pays out escrowed payments from the tokens it holds, each of them once.
contract EscrowPayout is Ownable2Step {
    using SafeERC20 for IERC20;

    error AlreadyPaid(bytes32 payment);

    event PaidOut(bytes32 indexed payment, address indexed to, uint256 amount);

    IERC20 public immutable token;
    mapping(bytes32 payment => bool) public isPaid;

    constructor(IERC20 token_) Ownable(msg.sender) {
        token = token_;
    }

    /// @param payment the id of the payment, which may be asked for again without harm
    function pay(bytes32 payment, address to, uint256 amount) external onlyOwner {
        if (isPaid[payment]) revert AlreadyPaid(payment);
        isPaid[payment] = true;
        emit PaidOut(payment, to, amount);
        token.safeTransfer(to, amount);
    }
}
