using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>What is written is read again after a crash, or the outage is not the same.</summary>
public sealed class AJournalRecord
{
    public static TheoryData<SequenceTransition> EveryTransition => [.. Enum.GetValues<SequenceTransition>()];

    [Theory]
    [MemberData(nameof(EveryTransition))]
    public void Is_read_as_it_was_written(SequenceTransition transition)
    {
        var entry = new JournalEntry { Transition = transition, OutageId = "attic-1-1", HostBootId = "boot", At = Moment.Zero };
        var read = JournalCodec.Decode(JournalCodec.Encode(entry));
        Assert.NotNull(read);
        Assert.Equal((transition, "attic-1-1", "boot", Moment.Zero), (read.Transition, read.OutageId, read.HostBootId, read.At));
        Assert.True(read.Feeds.IsEmpty);
    }
}
