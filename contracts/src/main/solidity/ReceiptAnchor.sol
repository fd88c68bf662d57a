// SPDX-License-Identifier: MIT
pragma solidity 0.8.37;

import {Ownable} from "@openzeppelin/contracts/access/Ownable.sol";
import {Ownable2Step} from "@openzeppelin/contracts/access/Ownable2Step.sol";

/// @notice Roots of the log of receipts, a Merkle tree (RFC 6962) that only grows.
contract ReceiptAnchor is Ownable2Step {
    error NotGrown(uint64 size, uint64 latest);
    error NoRoot();

    event Anchored(uint64 indexed size, bytes32 indexed root, uint256 anchoredAt);

    uint64 private _latest;
    mapping(uint64 size => bytes32 root) private _roots;

    constructor() Ownable(msg.sender) {}

    /// @notice Says once and for all what the root of the log's first receipts is.
    /// @param size how many receipts these are: more than those of any root before
    function anchor(uint64 size, bytes32 root) external onlyOwner {
        if (size <= _latest) revert NotGrown(size, _latest);
        if (root == 0) revert NoRoot();
        _latest = size;
        _roots[size] = root;
        emit Anchored(size, root, block.timestamp);
    }

    /// @notice The last root and its size; zeros before the first.
    function latest() external view returns (uint64 size, bytes32 root) {
        return (_latest, _roots[_latest]);
    }

    /// @notice The root of the log's first receipts, or zero where none was said for just so many.
    function rootOf(uint64 size) external view returns (bytes32) {
        return _roots[size];
    }
}
