using Homelab.Contracts.V1;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>The engine hears from reports whether services run, for who needs them waits for that (P28).</summary>
public sealed class WhatAReportSays
{
    [Fact]
    public void Of_units_is_told_with_the_boot_that_it_was_said_in()
    {
        var frame = new AgentFrame
        {
            Key = new FrameKey { BootId = "boot-7" },
            Report = new AgentReport
            {
                Units =
                {
                    new UnitState { Name = "sql.service", LoadState = "loaded", ActiveState = "reloading" },
                    new UnitState { Name = "caddy.service", LoadState = "loaded", ActiveState = "activating" },
                    new UnitState { Name = "cady.service", LoadState = "not-found", ActiveState = "inactive" },
                },
            },
        };
        var seen = Assert.IsType<OutageInput.UnitsSeen>(PowerFrames.Input("db", frame));
        Assert.Equal(("db", "boot-7"), (seen.Node, seen.BootId));
        Assert.Equal([new SeenUnit("sql.service", true, true), new SeenUnit("caddy.service", false, true), new SeenUnit("cady.service", false, false)], seen.Units);
    }
}
