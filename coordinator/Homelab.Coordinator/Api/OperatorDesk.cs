using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Takes what an operator asks of a running outage (P30), for REST and gRPC alike.</summary>
public sealed class OperatorDesk(IOperatorLine line, IOutageSource outages)
{
    /// <param name="wish">hold, release or cancel.</param>
    /// <param name="by">Who asks.</param>
    public async Task<Answer<Contracts.V1.Outage>> Ask(string wish, string? by, CancellationToken cancellation)
    {
        if (OperatorGate.Refusal(by) is { } refusal)
        {
            return refusal;
        }

        if (Read(wish) is not { } known)
        {
            return ApiProblem.BadRequest("An outage can be told hold, release or cancel.");
        }

        var (_, problem) = await OperatorGate.Ask(line, new OutageInput.OperatorAsked(known, by!, []), cancellation);
        return problem is null ? outages.CurrentOutage() : problem;
    }

    private static OperatorWish? Read(string wish) => wish switch
    {
        "hold" => OperatorWish.Hold,
        "release" => OperatorWish.Release,
        "cancel" => OperatorWish.Cancel,
        _ => null,
    };
}
