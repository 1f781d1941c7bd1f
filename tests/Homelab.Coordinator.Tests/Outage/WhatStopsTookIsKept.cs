using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>P21 over a restart of the coordinator.</summary>
public sealed class WhatStopsTookIsKept : IDisposable
{
    private static readonly StopRecord Taught = StopRecord.Empty
        .With("nas", new StopSample(TimeSpan.FromSeconds(95.5), StopEvidence.AtLeast))
        .With("service:cloud@nas", new StopSample(TimeSpan.FromSeconds(7), StopEvidence.Seen));

    private readonly string _state = Directory.CreateTempSubdirectory("homelab-stops").FullName;

    public void Dispose() => Directory.Delete(_state, recursive: true);

    [Fact]
    public void What_is_written_is_read_again()
    {
        using (var store = Open())
        {
            Assert.Same(StopRecord.Empty, store.Kept);
            Assert.True(store.Keep(Taught));
            Assert.True(store.Keep(Taught.With("pi1", new StopSample(TimeSpan.FromSeconds(3), StopEvidence.AtLeast))));
        }

        using var again = Open();
        Assert.Equal(["nas", "pi1", "service:cloud@nas"], again.Kept.Samples.Keys);
        Assert.Equal(Taught.Samples["nas"], again.Kept.Samples["nas"]);
        Assert.Equal(Taught.Samples["service:cloud@nas"], again.Kept.Samples["service:cloud@nas"]);
    }

    [Fact]
    public void Where_nothing_can_be_written_the_coordinator_goes_on()
    {
        var file = Path.Combine(_state, "in-the-way");
        File.WriteAllText(file, "");
        using var store = new StopStore(Settings(file), NullLogger<StopStore>.Instance);
        Assert.Same(StopRecord.Empty, store.Kept);
        Assert.False(store.Keep(Taught));
    }

    [Fact]
    public void A_document_of_another_kind_is_none() => Assert.Null(StopCodec.Decode("{\"samples\":null}"u8.ToArray()));

    private StopStore Open() => new(Settings(_state), NullLogger<StopStore>.Instance);

    private static OutageSettings Settings(string state) => new(state, "boot-1", "one");
}
