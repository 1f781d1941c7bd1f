using Homelab.Domain;
using Homelab.Domain.Shutdown;
using Homelab.Simulation.Machines;

namespace Homelab.Simulation.Rules;

/// <summary>
/// I3. A node stops only in the scope of a feed that was truly on battery in this outage, or that P15 makes so: nobody has heard it since
/// another feed's transfer, and as long as that outage is not over; or of heat, or of an operator's order. A feed that shows FSD is about to be cut, whatever its mains do (P14).
/// </summary>
internal sealed class OnlyWhatIsDyingStops : Rule
{
    /// <summary>Of an end, also where messages get lost.</summary>
    private static readonly TimeSpan ToBeTold = TimeSpan.FromSeconds(15);

    private readonly Dictionary<string, Moment> _opened = [];
    private readonly Dictionary<string, Moment> _ended = [];
    private readonly Dictionary<string, Moment> _reachedSince = [];
    private readonly Dictionary<string, Moment> _readableSince = [];
    private readonly Dictionary<string, Moment> _heldSince = [];

    public override string Id => "I3";

    internal override void Journalled(JournalEntry entry)
    {
        if (entry.Transition == SequenceTransition.OutageOpened)
        {
            _opened.TryAdd(entry.OutageId, Lab.Clock.Now);
        }
        else if (entry.Transition == SequenceTransition.OutageEnded)
        {
            _ended.TryAdd(entry.OutageId, Lab.Clock.Now);
        }
    }

    internal override void AgentTook(SimulatedAgent agent, AgentPowerInput input, AgentPowerState before, AgentPowerState after)
    {
        if (after.Lease is null)
        {
            _heldSince.Remove(agent.Name);
        }
        else if (before.Lease is null)
        {
            _heldSince[agent.Name] = Lab.Clock.Now;
        }
    }

    internal override void Sampled()
    {
        foreach (var agent in Lab.Agents.Values)
        {
            if (Lab.Coordinator.IsAwake && agent.IsUp && !agent.Machine.IsSuspended && Lab.Network.IsOpen(Lab.Coordinator.Host, agent.Machine))
            {
                _reachedSince.TryAdd(agent.Name, Lab.Clock.Now);
            }
            else
            {
                _reachedSince.Remove(agent.Name);
            }
        }

        foreach (var ups in Lab.Grid.Upses.Values)
        {
            if (Lab.Coordinator.IsAwake && Lab.Clock.Now >= ups.SilentUntil && Lab.Coordinator.Feeds.IsReachable(ups.Config))
            {
                _readableSince.TryAdd(ups.Name, Lab.Clock.Now);
            }
            else
            {
                _readableSince.Remove(ups.Name);
            }
        }
    }

    internal override void StopBegan(SimulatedAgent agent, StopCause cause)
    {
        if (cause.IsForeign)
        {
            return;
        }

        var policy = Lab.Config.Policy;
        var since = Began(agent, cause) - policy.MaxAge - (2 * policy.Poll);
        var upses = Lab.Grid.UpsesOf(Lab.Rules.FeedsBehind(agent, cause)).ToList();
        var hurt = upses.Where(ups => IsHurt(ups, since)).ToList();
        // In a shutdown that only an operator asked for nobody stops for silence (P30).
        var isOutage = Lab.Grid.Upses.Values.Any(ups => ups.IsOnBattery || ups.IsEmpty || ups.LastOnBattery >= since);
        if (Lab.Rules.Operator.IsCauseOf(agent.Name, cause) || (isOutage && Lab.Rules.Operator.IsWished(agent.Name, cause)))
        {
            Held();
        }
        // Until the expiry, which nothing takes back (P9): a node that cannot power off at once goes later.
        else if (!cause.IsOrder && _ended.TryGetValue(cause.OutageId, out var ended) && _reachedSince.TryGetValue(agent.Name, out var reached)
            && (agent.TrueExpiry ?? Lab.Clock.Now) - Moment.Max(ended, reached) > ToBeTold)
        {
            Violated($"{agent.Name} stops by its lease of {cause.OutageId}, which was over {(Lab.Clock.Now - ended).TotalSeconds:0} s before and could be told so");
        }
        else if (hurt.Count == 0 && Lab.Rules.Deaf.IsGuess(agent, cause))
        {
            Excused("nobody was heard for as long as lab.yaml says (P12)");
        }
        else if (hurt.Count == 0 && !cause.IsOrder && !_reachedSince.ContainsKey(agent.Name)
            && _heldSince.TryGetValue(agent.Name, out var held) && held < since && upses.Any(ups => IsHurt(ups, held - policy.MaxAge)))
        {
            Excused("its lease binds since an outage before, and nobody can tell it that it is over (P9)");
        }
        else if (hurt.Count == 0 && (cause.IsOrder || !Lab.Rules.Alone.Includes(agent.Name)) && upses.Any(Lab.Rules.Contact.CountsAsOnBattery))
        {
            Excused("contact was lost with another feed's transfer, which counts as on battery (P15)");
        }
        else if (hurt.Count == 0)
        {
            Violated($"{agent.Name} stops, and no feed of it was on battery in this outage");
        }
        else if (cause.IsOrder && upses.Except(hurt).FirstOrDefault(IsSeenWhole) is { } whole)
        {
            Violated($"{agent.Name} is stopped by order, and {whole.Name}, which carries it too, was never on battery");
        }
        else
        {
            Held();
        }

        bool IsHurt(Supply.SimulatedUps ups, Moment from) =>
            ups.IsOnBattery || ups.IsEmpty || ups.LastOnBattery >= from || ups.ExtraTokens.Length > 0 || ups.IsForced || Lab.Rules.Heat.GaveUp(ups, from);

        bool IsSeenWhole(Supply.SimulatedUps ups) =>
            _readableSince.TryGetValue(ups.Name, out var seen) && Lab.Clock.Now - seen > policy.MaxAge + (2 * policy.Poll) && ups.ExtraTokens.Length == 0 && !ups.IsForcedByOthers;
    }

    /// <summary>By the journal; of an outage that only the node itself knows of, since it holds a lease.</summary>
    private Moment Began(SimulatedAgent agent, StopCause cause) =>
        _opened.TryGetValue(cause.OutageId, out var opened) ? opened : _heldSince.GetValueOrDefault(agent.Name, Lab.Clock.Now);
}
