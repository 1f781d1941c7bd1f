using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Repo;
using Microsoft.Extensions.Logging.Abstractions;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>Proofs outlive the coordinator, and stand in the journal with the end of their drill.</summary>
public sealed class WhatDrillsProvedIsKept : IDisposable
{
    private static readonly DrillResult Proof = new(new DateTimeOffset(2028, 5, 6, 7, 8, 9, TimeSpan.Zero), "wol 02:00:00:00:00:01", HasStarted: true, IsBrokenOff: false, "nas started again")
    {
        StopTook = TimeSpan.FromSeconds(12), StartTook = TimeSpan.FromSeconds(41),
    };

    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_next_process_reads_what_this_one_kept()
    {
        using (var store = Open())
        {
            Assert.Empty(store.Kept.Results);
            Assert.True(store.Keep(DrillRecord.Empty.With("nas", Proof)));
        }

        using var again = Open();
        Assert.Equal(Proof, again.Kept.Results["nas"]);
    }

    [Fact]
    public void What_is_none_of_ours_is_no_proof() => Assert.Null(DrillCodec.Decode("""{"results":{"nas":{}}}"""u8.ToArray()));

    [Fact]
    public void The_journal_has_it_too()
    {
        var entry = new JournalEntry { Transition = SequenceTransition.DrillEnded, OutageId = "attic-1-1", HostBootId = "boot", At = new Moment(7), Node = "nas", Drill = Proof, Took = TimeSpan.FromSeconds(3) };
        var read = JournalCodec.Decode(JournalCodec.Encode(entry))!;
        Assert.Equal((Proof, TimeSpan.FromSeconds(3)), (read.Drill, read.Took));
    }

    private DrillStore Open() => new(new OutageSettings(_folder.At("state"), "host-boot", "i"), NullLogger<DrillStore>.Instance);
}
