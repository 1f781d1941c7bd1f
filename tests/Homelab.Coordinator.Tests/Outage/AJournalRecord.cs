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
        Assert.Equal((null, ""), (read.Cause, read.Operator));
    }

    [Fact]
    public void Keeps_the_cause_and_the_name_of_who_asked_P30()
    {
        var entry = new JournalEntry
        {
            Transition = SequenceTransition.OutageOpened, OutageId = "attic-1-1", HostBootId = "boot", At = Moment.Zero, Cause = Cause.Operator, Operator = "ada",
        };
        var read = JournalCodec.Decode(JournalCodec.Encode(entry))!;
        Assert.Equal((Cause.Operator, "ada"), (read.Cause, read.Operator));
    }

    [Fact]
    public void Of_a_version_without_causes_is_read_too()
    {
        var read = JournalCodec.Decode("""{"transition":"OutageOpened","outageId":"attic-1-1","hostBootId":"boot","at":5}"""u8)!;
        Assert.Equal((null, "", "boot"), (read.Cause, read.Operator, read.HostBootId));
    }
}
