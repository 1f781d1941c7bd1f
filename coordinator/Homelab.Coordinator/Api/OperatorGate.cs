using System.Net;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Who may command the lab, and how a command reaches the engine (P30).</summary>
internal static class OperatorGate
{
    private const int NameCharacters = 64;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    /// <summary>Null where this may be asked.</summary>
    public static ApiProblem? Refusal(string? by, IPAddress? from)
    {
        // Until users can prove who they are, an account of this machine is all that stands for one.
        if (from is null || !IPAddress.IsLoopback(from))
        {
            return new ApiProblem(StatusCodes.Status403Forbidden, "Only from this machine", "An operator's wishes are taken over loopback only, for nobody can prove yet who asks. Ask on the coordinator's host.");
        }

        return by is null || by.Length is 0 or > NameCharacters || by.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter))
            ? ApiProblem.BadRequest($"\"by\" names who asks: 1 to {NameCharacters} characters without spaces. It stands in the journal.")
            : null;
    }

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
