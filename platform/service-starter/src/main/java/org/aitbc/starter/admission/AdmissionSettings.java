package org.aitbc.starter.admission;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * @param share of the heap that connections may take; services that share a heap share this as well
 * @param connection what a connection takes whose request is worked on, see docs/performance.md
 */
@ConfigurationProperties("aitbc.room")
record AdmissionSettings(
        @DefaultValue("0.5") double share,
        @DefaultValue("64KB") DataSize connection) {}
