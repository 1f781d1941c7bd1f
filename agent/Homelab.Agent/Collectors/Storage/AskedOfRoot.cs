using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Storage;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Keeps the last answers of root to one topic, a drive or controller after the other, from time to time and never on battery: a drive that hangs would hold up the stop of its machine. An answer may take
/// a minute, so it is waited for beside the rounds, and a round tells what came of the last. A later answer that says nothing leaves the earlier one with its age.
/// </summary>
/// <param name="topic">As in the lab file.</param>
internal sealed class AskedOfRoot<T>(string topic, TimeSpan every, SysRoot root, AskedOfRoot<T>.Asking ask, Func<bool> isOnBattery, TimeProvider clock) : ICollector
    where T : class
{
    private static readonly TimeSpan s_refusedAgain = TimeSpan.FromHours(1);

    private readonly FileText _text = new(), _markText = new();
    private volatile ImmutableDictionary<string, Kept> _answers = ImmutableDictionary<string, Kept>.Empty;
    private Task<CollectorOutcome>? _asking;
    private CollectorOutcome _outcome = CollectorOutcome.NothingHere("no answer yet");
    private Moment _next;

    public delegate T? Parser(ReadOnlySpan<byte> answer, out string why);

    /// <param name="QuestionOf">Of a disk of the kernel's; null where there is nothing to ask of it.</param>
    /// <param name="Parse">Null where an answer says nothing, and why if it is none.</param>
    public sealed record Asking(RootSocket Socket, Func<SysRoot, string, RootQuestion?> QuestionOf, Parser Parse);

    /// <param name="Mark">Of the very device that was asked: its name goes to another one.</param>
    private sealed record Kept(T Answer, string Mark, Moment At);

    public string Name => topic;

    /// <summary>The last answer about a disk, and how old it is; null where there is none.</summary>
    public (T Answer, TimeSpan Ago)? Of(string disk) => _answers.TryGetValue(disk, out var kept) && kept.Mark == MarkOf(disk, _markText) ? (kept.Answer, clock.Now() - kept.At) : null;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (_asking is { IsCompleted: true } over)
        {
            _asking = null;
            _outcome = over.GetAwaiter().GetResult();
            _next = clock.Now() + _outcome.Kind switch
            {
                OutcomeKind.Ok => every,
                OutcomeKind.NothingHere => s_refusedAgain,
                _ => every / 10,
            };
        }

        if (_asking is not null || clock.Now() < _next || isOnBattery())
        {
            return _outcome;
        }

        List<(string Disk, string Mark, RootQuestion Question)> asked = [];
        foreach (var disk in BlockTree.Read(root, _text).Disks)
        {
            if (ask.QuestionOf(root, disk) is { } question)
            {
                asked.Add((disk, MarkOf(disk, _text), question));
            }
        }

        if (asked.Count == 0)
        {
            return CollectorOutcome.NothingHere($"nothing that root is asked of as {topic}");
        }

        if (!ask.Socket.IsThere)
        {
            return CollectorOutcome.NothingHere($"no /{RootSocket.Path}: homelab-agent-helper.socket does not run");
        }

        // Off the collectors' thread.
        _asking = Task.Run(() => AskAsync(asked));
        return _outcome;
    }

    private async Task<CollectorOutcome> AskAsync(IReadOnlyList<(string Disk, string Mark, RootQuestion Question)> asked)
    {
        string fault = "", refusal = "";
        var isAnswered = false;
        foreach (var (disk, mark, question) in asked)
        {
            var answer = await ask.Socket.AskAsync(question);
            var why = answer.Why;
            if (answer.Text is { } text && ask.Parse(text.Span, out why) is { } read)
            {
                _answers = _answers.SetItem(disk, new Kept(read, mark, clock.Now()));
                isAnswered = true;
            }
            else if (why.Length > 0)
            {
                Note(ref answer.IsRefused ? ref refusal : ref fault, $"{question}: {why}");
            }
        }

        return fault.Length > 0 ? CollectorOutcome.Failed(fault) : refusal.Length > 0 && !isAnswered ? CollectorOutcome.NothingHere(refusal) : CollectorOutcome.Ok;
    }

    /// <summary>The first stands for all.</summary>
    private static void Note(ref string first, string why) => first = first.Length > 0 ? first : why;

    /// <summary>Another number each time that a device appears (kernel document ABI/stable/sysfs-block, 5.15 and later); before that its size.</summary>
    private string MarkOf(string disk, FileText scratch) => root.Line($"sys/block/{disk}/diskseq", scratch) ?? root.Line($"sys/block/{disk}/size", scratch) ?? "";
}
