using System.Net;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Takes what an operator asks of a running outage (P30), for REST and gRPC alike.</summary>
public sealed class OperatorDesk(IOperatorLine line, IOutageSource outages)
{
    private const int NameCharacters = 64;
    private static readonly TimeSpan Bound = TimeSpan.FromSeconds(4);

    /// <param name="wish">hold, release or cancel.</param>
    /// <param name="by">Who asks; nobody proves it yet.</param>
    /// <param name="from">Where the question came from.</param>
    public async Task<Answer<Contracts.V1.Outage>> Ask(string wish, string? by, IPAddress? from, CancellationToken cancellation)
    {
        // Until users can prove who they are, an account of this machine is all that stands for one.
        if (from is null || !IPAddress.IsLoopback(from))
        {
            return new ApiProblem(StatusCodes.Status403Forbidden, "Only from this machine", "An operator's wishes are taken over loopback only, for nobody can prove yet who asks. Ask on the coordinator's host.");
        }

        if (by is null || by.Length is 0 or > NameCharacters || by.Any(letter => char.IsControl(letter) || char.IsWhiteSpace(letter)))
        {
            return ApiProblem.BadRequest($"\"by\" names who asks: 1 to {NameCharacters} characters without spaces. It stands in the journal.");
        }

        if (Read(wish) is not { } known)
        {
            return ApiProblem.BadRequest("An outage can be told hold, release or cancel.");
        }

        try
        {
            var reply = await line.Ask(new OutageInput.OperatorAsked(known, by, [])).WaitAsync(Bound, cancellation);
            return reply switch
            {
                { Unjournalled: true } => ApiProblem.Failed(reply.Sentence),
                { IsTaken: false } => new ApiProblem(StatusCodes.Status409Conflict, "Refused", reply.Sentence),
                _ => outages.CurrentOutage(),
            };
        }
        catch (TimeoutException)
        {
            return ApiProblem.NotNow("The outage engine did not answer in time; whether it took the wish is not known. See homelab outage show.");
        }
    }

    private static OperatorWish? Read(string wish) => wish switch
    {
        "hold" => OperatorWish.Hold,
        "release" => OperatorWish.Release,
        "cancel" => OperatorWish.Cancel,
        _ => null,
    };
}
