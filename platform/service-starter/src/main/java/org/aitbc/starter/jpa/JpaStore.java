package org.aitbc.starter.jpa;

import jakarta.persistence.EntityManager;
import jakarta.persistence.LockModeType;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.aitbc.domain.error.NotFound;
import org.aitbc.domain.id.Ids;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.Slice;
import org.jspecify.annotations.Nullable;
import org.springframework.data.domain.ScrollPosition;
import org.springframework.data.domain.Sort;
import org.springframework.data.domain.Window;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.support.JpaEntityInformation;
import org.springframework.data.jpa.repository.support.SimpleJpaRepository;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** What each {@link Store} has beside Spring Data's own methods. */
class JpaStore<T extends Aggregate> extends SimpleJpaRepository<T, UUID> implements Store<T> {

    private static final Pattern HUMP = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])");
    private static final Sort NEWEST_FIRST = Sort.by("id").descending();

    private final EntityManager entities;

    JpaStore(JpaEntityInformation<T, ?> type, EntityManager entities) {
        super(type, entities);
        this.entities = entities;
    }

    @Override
    @Transactional
    public <S extends T> S save(S one) {
        S saved = super.save(one);
        entities.flush();
        entities.refresh(saved);
        return saved;
    }

    @Override
    public T require(UUID id) {
        return found(entities.find(getDomainClass(), id));
    }

    @Override
    public T require(UUID id, Specification<T> filter) {
        return found(findOne(filter.and(new Where<T>().equal("id", id))).orElse(null));
    }

    @Override
    @Transactional(propagation = Propagation.MANDATORY)
    public T lock(UUID id) {
        return found(entities.find(getDomainClass(), id, LockModeType.PESSIMISTIC_WRITE));
    }

    @Override
    @Transactional
    public T change(UUID id, Consumer<T> change) {
        T one = lock(id);
        change.accept(one);
        return one;
    }

    @Override
    public Slice<T> page(Page page, Specification<T> filter) {
        ScrollPosition start = page.skipped() == 0
                ? ScrollPosition.forward(Map.of("id", page.below()))
                : ScrollPosition.offset(page.skipped() - 1L);
        Window<T> rows = this.<T, Window<T>>findBy(
                filter, found -> found.sortBy(NEWEST_FIRST).limit(page.rows()).scroll(start));
        return new Slice<>(
                rows.getContent(),
                page.rows(),
                rows.hasNext() ? Ids.text(rows.getContent().getLast().id()) : null);
    }

    private T found(@Nullable T one) {
        if (one == null) {
            String words = HUMP.matcher(getDomainClass().getSimpleName()).replaceAll(" ");
            throw new NotFound(
                    words.replace(' ', '_').toUpperCase(Locale.ROOT) + "_NOT_FOUND",
                    "there is no such " + words.toLowerCase(Locale.ROOT));
        }
        return one;
    }
}
