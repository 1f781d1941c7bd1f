using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Under which name a command reaches the engine, and how (P30). Whether it may, the gate of callers has judged.</summary>
internal static class OperatorGate
{
    private const int NameCharacters = 64;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    /// <summary>Null where this can stand in the journal.</summary>
    public static ApiProblem? Refusal(string? by) =>
        by is null || by.Length is 0 or > NameCharacters || by.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            ? ApiProblem.BadRequest($"\"by\" names who asks: 1 to {NameCharacters} characters without spaces. It stands in the journal.")
            : null;

    public static async Task<Answer<OperatorReply>> Ask(IOperatorLine line, OutageInput.OperatorAsked asked, CancellationToken cancellation)
    {
        try
        {
            var reply = await line.Ask(asked).WaitAsync(Bound, cancellation);
            return reply switch
            {
                { Unjournalled: true } => ApiProblem.Failed(reply.Sentence),
                { IsTaken: false } => ApiProblem.Refused(reply.Sentence),
                _ => reply,
            };
        }
        catch (TimeoutException)
        {
            return ApiProblem.NotNow("The outage engine did not answer in time; whether it took the wish is not known. See homelab outage show.");
        }
    }
}
