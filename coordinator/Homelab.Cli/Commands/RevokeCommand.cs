using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class RevokeCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var node = new Argument<string>("node") { Description = "Name of the node." };
        var command = new Command("revoke", "Refuse a node's certificates from now on, and end its stream. It is heard again when it is enrolled again.") { node };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var request = new RevokeNodeRequest { Node = parsed.GetRequiredValue(node), By = OperatorName.Of(terminal) };
            var status = await question.Client.RevokeNodeAsync(request, question.Options);
            await question.Answer(() => CliJson.Text(NodeJson.Of(status)), () => TrustText.Revoked(status, terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
