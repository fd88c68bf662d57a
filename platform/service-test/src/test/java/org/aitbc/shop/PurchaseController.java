package org.aitbc.shop;

import jakarta.validation.Valid;
import jakarta.validation.constraints.DecimalMin;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.aitbc.domain.id.Ids;
import org.aitbc.domain.identity.Caller;
import org.aitbc.starter.deal.Deals;
import org.aitbc.starter.docs.Refusal;
import org.aitbc.starter.idempotent.Idempotent;
import org.aitbc.starter.idempotent.TakesIdempotencyKey;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageLimits;
import org.aitbc.starter.paging.PageNumber;
import org.aitbc.starter.paging.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/v1/purchases")
record PurchaseController(JdbcClient jdbc, Deals deals, BuyItem buyItem) {

    enum Kind {
        FOOD,
        GARDEN_TOOL
    }

    record Wish(
            @NotNull String item,
            @NotNull Kind kind,
            @NotNull BigDecimal price) {}

    record Purchase(UUID id, String item, Kind kind, BigDecimal price) {

        static Purchase of(ResultSet row, int ignored) throws SQLException {
            return new Purchase(
                    row.getObject("id", UUID.class),
                    row.getString("item"),
                    Kind.valueOf(row.getString("kind").toUpperCase(Locale.ROOT)),
                    row.getBigDecimal("price"));
        }
    }

    record Filter(
            @Nullable String itemName,
            @Nullable Kind itemKind,
            @Nullable @DecimalMin("0") BigDecimal minPrice,
            @Nullable List<String> someItems) {}

    record Asked(Filter filter, @Nullable Kind oneKind, int mostRows) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    @Idempotent("purchase.create")
    @Refusal(status = 409, when = "The shelf is empty.")
    Purchase create(Caller caller, @Valid @RequestBody Wish wish) {
        return buyItem.create(Ids.next(), caller, wish);
    }

    @PostMapping("/{shelf}/located")
    @Idempotent("purchase.locate")
    ResponseEntity<Purchase> locate(Caller caller, @PathVariable int shelf, @Valid @RequestBody Wish wish) {
        Purchase made = buyItem.create(Ids.next(), caller, wish);
        return ResponseEntity.accepted()
                .location(URI.create("/v1/purchases/" + shelf + "/" + Ids.text(made.id())))
                .body(made);
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Idempotent("purchase.clear")
    void clear(Caller caller) {
        jdbc.sql("delete from shop.purchase where buyer = ?")
                .param(caller.subject())
                .update();
    }

    @PostMapping("/paid")
    @TakesIdempotencyKey
    Purchase pay(Caller caller, @Valid @RequestBody Wish wish) {
        return deals.make("purchase.pay", buyItem, caller, wish);
    }

    @GetMapping
    Slice<Purchase> list(Caller caller, @PageLimits(max = 500, value = 2) Page page) {
        List<Purchase> found = jdbc.sql("""
                        select * from shop.purchase where buyer = ? and id < ? order by id desc limit ? offset ?""")
                .params(caller.subject(), page.below(), page.rows() + 1, page.skipped())
                .query(Purchase::of)
                .list();
        return Slice.of(found, page, Purchase::id);
    }

    @PostMapping("/listed")
    List<String> listed(@RequestBody @Size(min = 1) List<@NotBlank String> items) {
        return items;
    }

    @GetMapping("/counted")
    List<Integer> counted(PageNumber page) {
        return page.of(List.of(1, 2, 3, 4, 5));
    }

    @GetMapping("/asked")
    Asked asked(
            @Valid Filter filter,
            @RequestParam @Nullable Kind oneKind,
            @RequestParam(defaultValue = "7") @Max(9) int mostRows) {
        return new Asked(filter, oneKind, mostRows);
    }
}
