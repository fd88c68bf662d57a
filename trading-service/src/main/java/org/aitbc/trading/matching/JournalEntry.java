package org.aitbc.trading.matching;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.*;
import org.aitbc.domain.digest.Sha256;
import org.aitbc.trading.book.Command;
import org.aitbc.trading.book.Command.*;
import org.aitbc.trading.book.Order.*;

/**
 * One command in a market's journal.
 *
 * @param command as {@link #text(Command)}
 * @param effects what it led to, as {@link org.aitbc.trading.book.Effects#text()}
 * @param hash covers the hash before, in hexadecimal digits
 */
public record JournalEntry(long seq, Instant at, String command, String effects, String hash) {

    static JournalEntry after(String hash, long seq, Instant at, Command command, String effects) {
        String text = text(command);
        return new JournalEntry(seq, at, text, effects, hash(hash, seq, at, text, effects));
    }

    /** The hash that this entry must have after the one before, if these are its effects. */
    String hash(String before, String found) {
        return hash(before, seq, at, command, found);
    }

    private static String hash(String before, long seq, Instant at, String command, String effects) {
        return Sha256.hex(before + "\n" + seq + "\n" + at + "\n" + command + "\n" + effects);
    }

    Command toCommand() {
        String[] words = command.split(" ", 8);
        return switch (words[0]) {
            case "place", "market" ->
                new Place(
                        UUID.fromString(words[1]),
                        words[7],
                        words[0].equals("market") ? OrderType.MARKET : OrderType.LIMIT,
                        Side.valueOf(words[2].toUpperCase(Locale.ROOT)),
                        Long.parseLong(words[3]),
                        Long.parseLong(words[4]),
                        TimeInForce.valueOf(words[5].toUpperCase(Locale.ROOT)),
                        SelfTrade.valueOf(words[6].toUpperCase(Locale.ROOT)));
            case "amend" -> new Amend(UUID.fromString(words[1]), Long.parseLong(words[2]));
            case "cancel" -> new Cancel(UUID.fromString(words[1]));
            case "expire" -> new Expire(UUID.fromString(words[1]));
            case "halt" -> new Halt(command.substring("halt ".length()));
            case "resume" -> new Resume();
            case "fees" -> new Fees(new BigDecimal(words[1]), new BigDecimal(words[2]));
            default -> throw new IllegalStateException("no command: " + command);
        };
    }

    private static String text(Command command) {
        return switch (command) {
            case Place place ->
                "%s %s %s %d %d %s %s %s"
                        .formatted(
                                place.type() == OrderType.MARKET ? "market" : "place",
                                place.order(),
                                word(place.side()),
                                place.price(),
                                place.quantity(),
                                word(place.timeInForce()),
                                word(place.selfTrade()),
                                place.owner());
            case Amend(UUID order, long quantity) -> "amend " + order + " " + quantity;
            case Cancel(UUID order) -> "cancel " + order;
            case Expire(UUID order) -> "expire " + order;
            case Halt(String reason) -> "halt " + reason;
            case Resume() -> "resume";
            case Fees(BigDecimal maker, BigDecimal taker) -> "fees " + maker + " " + taker;
        };
    }

    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
