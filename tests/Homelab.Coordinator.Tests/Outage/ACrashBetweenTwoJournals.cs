using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>A new outage begins a file of its own; who dies before its first entry still owes what the last one stopped (P27).</summary>
public sealed class ACrashBetweenTwoJournals : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Leaves_who_is_to_be_on_again()
    {
        using (var journal = Open())
        {
            Assert.True(await journal.TryAppend([Entry(SequenceTransition.OutageOpened), Entry(SequenceTransition.MainsBack), Entry(SequenceTransition.OutageEnded)]));
        }

        // As the file is after the rotation, and before the first entry.
        File.Move(_folder.At("outage.journal"), _folder.At("outage.journal.previous"), overwrite: true);
        using var again = Open();
        Assert.Equal(["db", "nas"], Sequence.Resume(again.Entries, "boot").Return.Nodes.Keys);
    }

    [Fact]
    public async Task Once_the_new_one_has_an_entry_the_old_one_is_history()
    {
        using (var journal = Open())
        {
            Assert.True(await journal.TryAppend([Entry(SequenceTransition.OutageOpened), Entry(SequenceTransition.MainsBack), Entry(SequenceTransition.OutageEnded)]));
            Assert.True(await journal.TryAppend([Entry(SequenceTransition.OutageOpened) with { OutageId = "attic-1-2", Nodes = ["nas"] }]));
        }

        using var again = Open();
        Assert.Equal(["attic-1-2"], again.Entries.Select(entry => entry.OutageId));
        Assert.Equal(["nas"], Sequence.Resume(again.Entries, "boot").Return.Nodes.Keys);
    }

    private OutageJournal Open() => new(new OutageSettings(_folder.Path, "boot", "instance"), TimeProvider.System);

    private static JournalEntry Entry(SequenceTransition transition) =>
        new() { Transition = transition, OutageId = "attic-1-1", HostBootId = "boot", At = Moment.Zero, Nodes = transition == SequenceTransition.OutageOpened ? ["db", "nas"] : [] };
}
