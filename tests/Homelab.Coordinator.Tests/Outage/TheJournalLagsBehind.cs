using System.Collections.Immutable;
using Homelab.Coordinator.Outage;
using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Store;
using Homelab.TestKit.Repo;

namespace Homelab.Coordinator.Tests.Outage;

/// <summary>P22: a disk that takes nothing keeps no step down waiting, and loses nothing that it takes later.</summary>
public sealed class TheJournalLagsBehind : IDisposable
{
    private readonly SmallDisk _disk = new(mebibytes: 3);

    public void Dispose() => _disk.Dispose();

    [Fact]
    public async Task What_the_disk_did_not_take_is_written_in_its_order_as_soon_as_it_does()
    {
        using (var journal = Open())
        {
            // A new outage begins a file of its own; the room that was kept for it is gone too.
            File.Delete(JournalFile.SpareOf(_disk.File("outage.journal")));
            _disk.FillUpTo(0);
            Assert.False(await journal.TryAppend([Entry(SequenceTransition.OutageOpened)]));
            Assert.False(await journal.TryAppend([Entry(SequenceTransition.GraceOver), Entry(SequenceTransition.MainsBack)]));
            Assert.False(await journal.TryAppend([]));

            _disk.Free();
            Assert.True(await journal.TryAppend([]));
            Assert.True(await journal.TryAppend([Entry(SequenceTransition.OutageEnded)]));
        }

        using var again = Open();
        Assert.Equal(
            [SequenceTransition.OutageOpened, SequenceTransition.GraceOver, SequenceTransition.MainsBack, SequenceTransition.OutageEnded],
            again.Entries.Select(entry => entry.Transition));
    }

    [Fact]
    public void Meanwhile_orders_go_out_and_the_end_of_an_outage_does_not()
    {
        ImmutableArray<OutageEffect> effects =
        [
            new OutageEffect.Announce(5, "StepOrdered", "nas", "nas is told to stop"),
            new OutageEffect.TellEnded("nas", "boot", "attic-1-1", Fence.None, ["rack-ups"], TimeSpan.FromSeconds(30)),
        ];
        Assert.Equal([effects[0]], Unjournalled.MayStill(effects));
    }

    private OutageJournal Open() => new(new OutageSettings(_disk.Path, "boot", "instance"), TimeProvider.System);

    private static JournalEntry Entry(SequenceTransition transition) =>
        new() { Transition = transition, OutageId = "attic-1-1", HostBootId = "boot", At = Moment.Zero };
}
