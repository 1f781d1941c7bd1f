using System.Collections.Immutable;
using Homelab.Domain;
using Homelab.Domain.Storage;
using Homelab.Host;

namespace Homelab.Agent.Collectors.Storage;

/// <summary>
/// Keeps the last answers of root to one topic, a drive or controller after the other, from time to time. An answer may take a minute, so it is waited for beside the rounds, and a round tells what came
/// of the last. A later answer that says nothing leaves the earlier one with its age.
/// </summary>
/// <param name="topic">As in the lab file.</param>
/// <param name="questionOf">Of a disk of the kernel's; null where there is nothing to ask of it.</param>
/// <param name="parse">Null where an answer says nothing, and why if that is a fault.</param>
internal sealed class AskedOfRoot<T>(
    string topic, TimeSpan every, SysRoot root, RootSocket socket, Func<SysRoot, string, RootQuestion?> questionOf, AskedOfRoot<T>.Parser parse, TimeProvider clock) : ICollector
    where T : class
{
    private readonly FileText _text = new();
    private volatile ImmutableDictionary<string, (T Answer, Moment At)> _answers = ImmutableDictionary<string, (T, Moment)>.Empty;
    private Task<CollectorOutcome>? _asking;
    private CollectorOutcome _outcome = CollectorOutcome.Ok;
    private Moment _next;

    public delegate T? Parser(ReadOnlySpan<byte> answer, out string why);

    public string Name => topic;

    /// <summary>The last answer about a disk, and how old it is; null where there is none.</summary>
    public (T Answer, TimeSpan Ago)? Of(string disk) =>
        questionOf(root, disk) is { } question && _answers.TryGetValue(question.Name, out var kept) ? (kept.Answer, clock.Now() - kept.At) : null;

    public CollectorOutcome Collect(Collection into, CollectorSettings settings)
    {
        if (_asking is { IsCompleted: true } over)
        {
            _asking = null;
            _outcome = over.GetAwaiter().GetResult();
        }

        if (_asking is not null || clock.Now() < _next)
        {
            return _outcome;
        }

        var questions = BlockTree.Read(root, _text).Disks.Select(disk => questionOf(root, disk)).OfType<RootQuestion>().Distinct().ToArray();
        if (questions.Length == 0)
        {
            return CollectorOutcome.NothingHere($"nothing that root is asked of as {topic}");
        }

        if (!socket.IsThere)
        {
            return CollectorOutcome.NothingHere($"no /{RootSocket.Path}: homelab-agent-helper.socket does not run");
        }

        _next = clock.Now() + every;
        _asking = AskAsync(questions);
        return _outcome;
    }

    private async Task<CollectorOutcome> AskAsync(IReadOnlyList<RootQuestion> questions)
    {
        // Off the collectors' thread from the first wait on.
        await Task.Yield();
        string fault = "", refusal = "";
        foreach (var question in questions)
        {
            var answer = await socket.AskAsync(question);
            if (answer.Text is not { } text)
            {
                Note(ref answer.IsRefused ? ref refusal : ref fault, question, answer.Why);
            }
            else if (parse(text.Span, out var why) is { } read)
            {
                _answers = _answers.SetItem(question.Name, (read, clock.Now()));
            }
            else if (why.Length > 0)
            {
                Note(ref fault, question, why);
            }
        }

        return fault.Length > 0 ? CollectorOutcome.Failed(fault) : refusal.Length > 0 && _answers.IsEmpty ? CollectorOutcome.NothingHere(refusal) : CollectorOutcome.Ok;
    }

    /// <summary>The first stands for all.</summary>
    private static void Note(ref string first, RootQuestion question, string why) => first = first.Length > 0 ? first : $"{question}: {why}";
}
