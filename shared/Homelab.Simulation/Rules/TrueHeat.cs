using Homelab.Domain;
using Homelab.Domain.Power;
using Homelab.Simulation.Supply;

namespace Homelab.Simulation.Rules;

/// <summary>What is truly too hot for the lab file's limits (the <c>heat</c> policy, a feed's <c>temperature</c>), and until when that may still be acted on.</summary>
internal sealed class TrueHeat(SimulatedLab lab)
{
    /// <summary>From the truth to a reading and a decision.</summary>
    private static readonly TimeSpan ToSee = TimeSpan.FromSeconds(5);

    private readonly Dictionary<string, (Moment? Since, Moment? FiredAt, Moment? CoolSince)> _upses = [];
    private (Moment? Since, Moment? FiredAt, Moment? CoolSince) _room;

    /// <summary>Nothing is acted on any more that was too hot.</summary>
    public bool IsOver =>
        IsCool(_room, (lab.Config.Policy.Heat?.For ?? TimeSpan.Zero) + HeatState.MaxAge)
        && lab.Grid.Upses.Values.All(ups => IsCool(_upses.GetValueOrDefault(ups.Name), ups.Config.Triggers.Debounce + lab.Config.Policy.MaxAge));

    /// <summary>The feed was given up for heat at that moment or since.</summary>
    public bool GaveUp(SimulatedUps ups, Moment since) => IsSince(_room, since) || IsSince(_upses.GetValueOrDefault(ups.Name), since);

    public void Sampled()
    {
        if (lab.Config.Policy.Heat is { } policy)
        {
            var told = lab.Machines.Values.Where(machine => machine.Celsius is not null).ToList();
            var isCool = told.All(machine => machine.Celsius <= policy.AboveCelsius - HeatState.Hysteresis)
                && told.Any(machine => lab.Coordinator.IsAwake && machine is { IsRunning: true, IsSuspended: false } && lab.Network.IsOpen(machine, lab.Coordinator.Host));
            _room = Next(_room, told.Count(machine => machine.Celsius > policy.AboveCelsius) >= policy.Nodes, isCool, policy.For);
        }

        foreach (var ups in lab.Grid.Upses.Values.Where(ups => ups.Config.Triggers.TemperatureCelsius is not null))
        {
            var isHot = ups.Celsius >= ups.Config.Triggers.TemperatureCelsius;
            _upses[ups.Name] = Next(_upses.GetValueOrDefault(ups.Name), isHot, !isHot, ups.Config.Triggers.Debounce);
        }
    }

    private (Moment? Since, Moment? FiredAt, Moment? CoolSince) Next((Moment? Since, Moment? FiredAt, Moment? CoolSince) was, bool isHot, bool isCool, TimeSpan held)
    {
        var now = lab.Clock.Now;
        var since = isHot ? was.Since ?? now : (Moment?)null;
        return (since, now - since >= held - ToSee ? now : was.FiredAt, isCool ? was.CoolSince ?? now : null);
    }

    private bool IsCool((Moment? Since, Moment? FiredAt, Moment? CoolSince) one, TimeSpan held) =>
        one.FiredAt is null || lab.Clock.Now - one.CoolSince > held + ToSee;

    /// <summary>Until it is cool again for long enough, what fired goes on.</summary>
    private static bool IsSince((Moment? Since, Moment? FiredAt, Moment? CoolSince) one, Moment since) =>
        one.FiredAt is { } fired && (fired >= since || one.CoolSince is null || one.CoolSince >= since);
}
