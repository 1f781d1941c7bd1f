using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I7. When a UPS cuts its outlets, whoever has no other live feed is truly off, or the true battery was at the margin when
/// it was told: from then on it cannot be held back, and whoever stops within the delay lightens the load. What somebody else cuts is for I1.
/// </summary>
internal sealed class ACutHitsNobody : Rule
{
    private readonly HashSet<string> _cut = [];
    private readonly Dictionary<string, TimeSpan> _leftAsTold = [];

    public override string Id => "I7";

    internal override void Journalled(JournalEntry entry)
    {
        foreach (var feed in entry.Transition == SequenceTransition.CutOrdered ? entry.Feeds : [])
        {
            _leftAsTold[feed] = Lab.Grid.Upses[feed].Left;
        }
    }

    /// <summary>Comes before the machines feel it.</summary>
    internal override void FeedChanged(string feed)
    {
        if (!Lab.Grid.Upses.TryGetValue(feed, out var ups) || !ups.IsCut)
        {
            _cut.Remove(feed);
        }
        else if (_cut.Add(feed) && !ups.IsCutByOthers)
        {
            foreach (var machine in Lab.Machines.Values.Where(machine => machine.Config.Feeds.Contains(feed) && !machine.Config.Feeds.Any(Lab.Grid.IsLive)))
            {
                Judge(machine, ups);
            }
        }
    }

    private void Judge(SimulatedMachine machine, SimulatedUps ups)
    {
        if (!machine.IsOn || ups.Left <= Lab.Config.Policy.Margin || WasAtTheMargin(ups.Name))
        {
            Held();
        }
        else if (machine.Phase == MachinePhase.Stopping && machine.Hangs)
        {
            Excused("its stop took longer than declared");
        }
        else if (machine.Refuses || machine.CannotPowerOff)
        {
            Excused("it refused");
        }
        else if (machine.IsSuspended)
        {
            Excused("it was suspended");
        }
        else if (Lab.Rules.Alone.Includes(machine.Name))
        {
            Excused("it was alone, and went by its own reading (P9, P12)");
        }
        else if (machine.Phase == MachinePhase.Booting || Lab.Clock.Now - machine.BootedAt < ups.CutAfter)
        {
            Excused("somebody started it after the UPS had been told");
        }
        else
        {
            Violated($"{ups.Name} cuts its outlets, and {machine.Name} is {Words.Of(machine.Phase)} with {ups.Left.TotalSeconds:0} s of battery left");
        }
    }

    /// <summary>By what could be read of it then: whole seconds, from a poll before.</summary>
    private bool WasAtTheMargin(string ups) => _leftAsTold.TryGetValue(ups, out var left) && left <= Lab.Config.Policy.Margin + Lab.Config.Policy.Poll + TimeSpan.FromSeconds(1);
}
