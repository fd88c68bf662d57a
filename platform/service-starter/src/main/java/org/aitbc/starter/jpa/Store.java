package org.aitbc.starter.jpa;

import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.aitbc.domain.error.NotFound;
import org.aitbc.starter.paging.Page;
import org.aitbc.starter.paging.PageNumber;
import org.aitbc.starter.paging.Slice;
import org.springframework.data.domain.PageRequest;
import org.springframework.data.domain.Sort;
import org.springframework.data.jpa.domain.Specification;
import org.springframework.data.jpa.repository.JpaSpecificationExecutor;
import org.springframework.data.repository.ListCrudRepository;
import org.springframework.data.repository.NoRepositoryBean;

/**
 * The repository of an aggregate. What was read in a transaction is written when it ends; only new ones are saved. Saving
 * writes at once and reads back, so that the answer is what is stored.
 */
@NoRepositoryBean
public interface Store<T extends Aggregate> extends ListCrudRepository<T, UUID>, JpaSpecificationExecutor<T> {

    /** @throws NotFound with a code of the aggregate's name, such as {@code BOUNTY_NOT_FOUND} */
    T require(UUID id);

    /** The same of those that a filter takes: others are answered as if they were not there. */
    T require(UUID id, Specification<T> filter);

    /** As {@link #require(UUID)}, and nobody else changes it until the caller's transaction ends. */
    T lock(UUID id);

    /** Locks it and changes it, in the caller's transaction or one of its own. @return as it is then */
    T change(UUID id, Consumer<T> change);

    /** Newest first. */
    Slice<T> page(Page page, Specification<T> filter);

    /** Newest first. */
    default List<T> page(PageNumber page, Specification<T> filter) {
        return findBy(filter, found -> found.slice(newestFirst(page)).getContent());
    }

    /** For queries of a repository's own. */
    static PageRequest newestFirst(PageNumber page) {
        // Hibernate counts rows with an int; there are none so far off
        int before = Math.min(page.page() - 1, Integer.MAX_VALUE / page.limit());
        return PageRequest.of(before, page.limit(), Sort.by("id").descending());
    }
}
