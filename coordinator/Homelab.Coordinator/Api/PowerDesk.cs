using System.Net;
using Homelab.Contracts.V1;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Takes an operator's shutdown or start of nodes (P30), for REST and gRPC alike.</summary>
public sealed class PowerDesk(IOperatorLine line, ILabInForce lab)
{
    public async Task<Answer<PowerAnswer>> Ask(AskPowerRequest request, IPAddress? from, CancellationToken cancellation)
    {
        if (!request.Preview && OperatorGate.Refusal(request.By, from) is { } refusal)
        {
            return refusal;
        }

        if (Read(request.Wish) is not { } wish)
        {
            return ApiProblem.BadRequest("Nodes can be asked to shutdown or to start.");
        }

        var current = lab.Current;
        if (request.Lab == request.Nodes.Count > 0)
        {
            return ApiProblem.BadRequest("Name nodes, or say that the whole lab is meant, and not both.");
        }

        if (request.Nodes.FirstOrDefault(name => current.Node(name) is null) is { } unknown)
        {
            return UnknownName.Node(unknown, current);
        }

        var named = request.Lab ? current.Nodes.Select(node => node.Name) : request.Nodes;
        var scope = AskedScope.Of(current, named, request.WithDependents && wish == OperatorWish.ShutDown);
        var answer = new PowerAnswer { Nodes = { scope.Nodes } };
        if (wish == OperatorWish.ShutDown)
        {
            answer.LeftWithout.AddRange(scope.LeftWithout.Select(left => new LeftWithout { Node = left.Node, Why = left.Why }));
        }

        if (request.Preview)
        {
            return answer;
        }

        var (reply, problem) = await OperatorGate.Ask(line, new OutageInput.OperatorAsked(wish, request.By, []) { Nodes = scope.Nodes }, cancellation);
        answer.Sentence = reply?.Sentence ?? "";
        return problem is null ? answer : problem;
    }

    private static OperatorWish? Read(string wish) => wish switch
    {
        "shutdown" => OperatorWish.ShutDown,
        "start" => OperatorWish.Start,
        _ => null,
    };
}
