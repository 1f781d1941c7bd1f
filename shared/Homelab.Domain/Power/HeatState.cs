using Homelab.Domain.Lab;

namespace Homelab.Domain.Power;

/// <summary>
/// Heat of the lab as a trigger value: the temperatures of its nodes against the policy. Nodes that fall silent, as those do that are
/// stopped for heat, say nothing: heat ends by readings, not by their absence.
/// </summary>
public sealed class HeatState
{
    /// <summary>So far below the limit a node counts as cool again, in kelvins.</summary>
    public const double Hysteresis = 5;

    /// <summary>A temperature older than this says nothing of now.</summary>
    public static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(2);

    private readonly Dictionary<string, (double Celsius, Moment At)> _nodes = [];
    private Moment? _hotSince;
    private Moment? _coolSince;
    private FiredTrigger? _fired;

    /// <param name="celsius">The hottest sensor of the node.</param>
    public void Observe(string node, double celsius, Moment at) => _nodes[node] = (celsius, at);

    /// <summary>The trigger where it has fired, else null.</summary>
    public FiredTrigger? Assess(LabConfig lab, Moment now)
    {
        if (lab.Policy.Heat is not { } policy)
        {
            (_hotSince, _coolSince, _fired) = (null, null, null);
            return null;
        }

        var fresh = _nodes.Where(node => lab.Node(node.Key) is not null && now - node.Value.At <= MaxAge).ToList();
        var hot = fresh.Where(node => node.Value.Celsius > policy.AboveCelsius).OrderByDescending(node => node.Value.Celsius).ThenBy(node => node.Key, StringComparer.Ordinal).ToList();
        _hotSince = hot.Count >= policy.Nodes ? _hotSince ?? now : null;
        _coolSince = fresh.Count > 0 && fresh.All(node => IsCool(node.Value.Celsius, policy)) ? _coolSince ?? now : null;
        if (_fired is null && _hotSince is { } since && now - since >= policy.For)
        {
            var named = string.Join(", ", hot.Take(3).Select(node => $"{node.Key} {node.Value.Celsius:0.#} C"));
            _fired = new FiredTrigger(FiredTrigger.Heat, now, $"it is too hot: {named}{(hot.Count > 3 ? $" and {hot.Count - 3} more" : "")}, and the limit is {policy.AboveCelsius:0.#} C");
        }
        else if (_fired is not null && _coolSince is { } cool && now - cool >= policy.For)
        {
            _fired = null;
        }

        return _fired is null ? null : _fired with { LastSaid = LastUncool(policy), EndsAt = _coolSince + policy.For };
    }

    private Moment? LastUncool(HeatPolicy policy) => _nodes.Values.Where(said => !IsCool(said.Celsius, policy)).Select(said => (Moment?)said.At).Max();

    private static bool IsCool(double celsius, HeatPolicy policy) => celsius <= policy.AboveCelsius - Hysteresis;
}
