using System.Collections.Immutable;
using Homelab.Domain.Lab;

namespace Homelab.Domain.Shutdown;

/// <summary>
/// Switches the outlets of the starts that are pending. Off goes out once, by the process that journalled it: who resumes does not know whether it was told, and the node
/// may boot by now. On is repeated, for it hurts nobody.
/// </summary>
internal sealed class OutletDesk(IReadOnlyDictionary<string, NodeTrack> nodes)
{
    /// <summary>Longer than a cycle takes: an on that comes into its pause would shorten it.</summary>
    private static readonly TimeSpan Repeat = TimeSpan.FromSeconds(60);

    /// <summary>The bound of the journal: an off that was withheld is tried again after it.</summary>
    private static readonly TimeSpan Withholding = TimeSpan.FromSeconds(2);

    private readonly HashSet<string> _toCycle = [];
    private readonly Dictionary<string, Moment> _told = [];
    private readonly Dictionary<string, OutletAnswer> _answers = [];

    public IReadOnlyDictionary<string, OutletAnswer> Answers => _answers;

    public void Ordered(JournalEntry start)
    {
        _told.Remove(start.Node);
        _toCycle.Remove(start.Node);
        if (start.Outlet == OutletAct.Cycle)
        {
            _toCycle.Add(start.Node);
        }
    }

    /// <summary>The off did not go out, so that it still may.</summary>
    public void Withheld(string node) => _toCycle.Add(node);

    public void Take(OutageInput.OutletAnswered answered)
    {
        // An on does not tell why the off was refused.
        if (answered.Answer.Act == OutletAct.Cycle || _answers.GetValueOrDefault(answered.Node) is not { Act: OutletAct.Cycle, IsTaken: false })
        {
            _answers[answered.Node] = answered.Answer;
        }
    }

    public IEnumerable<OutageEffect> Due(OutageState state, LabConfig lab, Moment now)
    {
        foreach (var gone in _answers.Keys.Where(name => !state.Return.Nodes.ContainsKey(name)).ToList())
        {
            _answers.Remove(gone);
        }

        foreach (var (name, node) in state.Return.Nodes)
        {
            if (node.Phase != ReturnPhase.Starting || lab.Node(name)?.Start.Outlet is not { } outlet || (state.IsRunning && !ReturnPace.IsLooking(node, lab.Policy.Restart, now)))
            {
                continue;
            }

            if (nodes.TryGetValue(name, out var track) && track.IsHeard(now, lab.Policy.Beat))
            {
                _toCycle.Remove(name);
                continue;
            }

            var mayCycle = _toCycle.Contains(name);
            if (!_told.TryGetValue(name, out var last) || now - last >= (mayCycle ? Withholding : Repeat))
            {
                _told[name] = now;
                _toCycle.Remove(name);
                yield return new OutageEffect.SwitchOutlet(name, outlet, mayCycle ? OutletAct.Cycle : OutletAct.On);
            }
        }
    }
}
