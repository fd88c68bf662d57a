package org.aitbc.standalone;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import org.aitbc.servicetest.HouseRules;

@AnalyzeClasses(packages = "org.aitbc.standalone", importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTests extends HouseRules {}
