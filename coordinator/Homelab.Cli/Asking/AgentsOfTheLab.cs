using Grpc.Core;
using Homelab.Cli.Api;
using Homelab.Cli.Commands;
using Homelab.Contracts.V1;
using Homelab.Domain.Lab;

namespace Homelab.Cli.Asking;

/// <summary>Only an agent sees what runs on its node, and only the coordinator hears the agents: a running one of this lab is asked.</summary>
internal static class AgentsOfTheLab
{
    public static async Task<AgentsAnswer> Ask(CoordinatorQuestion question, LabConfig lab)
    {
        try
        {
            return Of(question.Address, await question.Status(), lab);
        }
        catch (RpcException failure) when (!question.Cancellation.IsCancellationRequested)
        {
            return new AgentsAnswer(question.Address.ToString(), [], [], CallFailure.Sentence(question.Address, failure));
        }
    }

    private static AgentsAnswer Of(Uri address, LabStatus status, LabConfig lab)
    {
        var silence = status.Lab == lab.Name ? "" : $"The coordinator at {address} runs the lab {status.Lab}, and this file is of {lab.Name}.";
        var heard = silence.Length > 0 ? [] : status.Nodes.Where(node => node.Connected && lab.Node(node.Name) is not null).ToList();
        return new AgentsAnswer(
            address.ToString(), [.. heard.Select(node => node.Name)], [.. heard.Where(node => node.LocalUpsmon).Select(node => node.Name)], silence);
    }
}
