package org.aitbc.governance;

import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import com.tngtech.archunit.junit.AnalyzeClasses;
import org.aitbc.servicetest.HouseRules;

@AnalyzeClasses(packages = "org.aitbc.governance", importOptions = DoNotIncludeTests.class)
class HouseRulesTests extends HouseRules {}
