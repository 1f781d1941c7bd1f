using Homelab.Contracts.V1;
using Homelab.Coordinator.Fleet;
using Homelab.Coordinator.Outage;
using Homelab.Domain.Shutdown;

namespace Homelab.Coordinator.Api;

/// <summary>Takes an operator's shutdown, start or live drill of nodes (P30), for REST and gRPC alike.</summary>
public sealed class PowerDesk(IOperatorLine line, ILabInForce lab, IAgentLink link, OutageLog log)
{
    public async Task<Answer<PowerAnswer>> Ask(AskPowerRequest request, CancellationToken cancellation)
    {
        if (!request.Preview && OperatorGate.Refusal(request.By) is { } refusal)
        {
            return refusal;
        }

        if (Read(request.Wish) is not { } wish)
        {
            return ApiProblem.BadRequest("Nodes can be asked to shutdown, to start, or for a drill.");
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

        if (wish == OperatorWish.Drill)
        {
            if (request.Nodes.Count != 1)
            {
                return ApiProblem.BadRequest("A live drill stops and starts one node: name it, and no other.");
            }

            if (DrillRefusal.Of(log.State, current, request.Nodes[0], link.IsConnected) is { } refused)
            {
                return ApiProblem.Refused(refused);
            }
        }

        var named = request.Lab ? current.Nodes.Select(node => node.Name) : request.Nodes;
        var scope = AskedScope.Of(current, named, request.WithDependents && wish == OperatorWish.ShutDown);
        var answer = new PowerAnswer { Nodes = { scope.Nodes } };
        if (wish is OperatorWish.ShutDown or OperatorWish.Drill)
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
        "drill" => OperatorWish.Drill,
        _ => null,
    };
}
