package org.aitbc.servicetest;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/**
 * The rules each module keeps. A module's test extends this and names its packages with {@code @AnalyzeClasses}.
 */
public abstract class HouseRules {

    @ArchTest
    static final ArchRule PACKAGES_HAVE_NO_CYCLES =
            slices().matching("org.aitbc.*.(*)..").should().beFreeOfCycles().allowEmptyShould(true);

    @ArchTest
    static final ArchRule CONTROLLERS_ARE_THEIR_PACKAGES_OWN = classes()
            .that()
            .areAnnotatedWith(RestController.class)
            .should()
            .bePackagePrivate()
            .andShould()
            .haveSimpleNameEndingWith("Controller")
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule NAMES_SAY_WHAT_A_CLASS_IS = noClasses()
            .should()
            .haveNameMatching(".*(Impl|Utils?|Helper|Manager|Dto|DTO|Entity)")
            .orShould()
            .haveNameMatching(".*\\.(Abstract|Base)[A-Z]\\w*");

    @ArchTest
    static final ArchRule ERRORS_AND_SECURITY_ARE_THE_STARTERS = noClasses()
            .that()
            .resideOutsideOfPackage("org.aitbc.starter..")
            .should()
            .beAnnotatedWith(RestControllerAdvice.class)
            .orShould()
            .dependOnClassesThat()
            .areAssignableTo(SecurityFilterChain.class);

    @ArchTest
    static final ArchRule FIELDS_ARE_NOT_INJECTED = noClasses()
            .should()
            .dependOnClassesThat()
            .haveFullyQualifiedName("org.springframework.beans.factory.annotation.Autowired")
            .allowEmptyShould(true);

    /** A stream that is not closed keeps its connection, which a pool of eight does not survive. */
    @ArchTest
    static final ArchRule QUERIES_ARE_READ_WHOLE = noClasses()
            .should()
            .callMethod(JdbcClient.MappedQuerySpec.class, "stream")
            .allowEmptyShould(true);
}
