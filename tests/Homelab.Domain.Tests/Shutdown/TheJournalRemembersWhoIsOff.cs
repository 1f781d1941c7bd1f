using Homelab.Domain.Shutdown;

namespace Homelab.Domain.Tests.Shutdown;

/// <summary>The record that a node is off, by which its outlet may go off: what it outlives, and what ends it (P20, P28).</summary>
public class TheJournalRemembersWhoIsOff
{
    [Fact]
    public void A_journal_that_begins_anew_knows_it_also_of_who_is_not_to_be_on()
    {
        var lab = AnOutageIsPlayed.Harness(AnOutletStartsANode.Switched, runtime: 4000)
            .At(10, it => it.Step(new OutageInput.OperatorAsked(OperatorWish.ShutDown, "ada", []) { Nodes = ["web"] }))
            .At(200, it => it.Ups("u").Turn("OB DISCHRG")).RunUntil(210);
        var second = lab.Journal.Last(entry => entry.Transition == SequenceTransition.OutageOpened);
        Assert.DoesNotContain("web", second.Nodes);
        Assert.Equal("web-boot-1", Sequence.Resume([second], "host-boot-1").Return.Off["web"]);
    }
}
