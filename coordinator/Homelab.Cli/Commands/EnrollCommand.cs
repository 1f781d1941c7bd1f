using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>Lets a node enrol, and says what to run on it.</summary>
internal static class EnrollCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var node = new Argument<string>("node") { Description = "Name of the node; it has to be in the lab file." };
        var span = DurationOption.For("How long the line is good; 15m where nothing is said.");
        var address = new Option<string?>("--address") { Description = "By what the node reaches this coordinator, where the address that it finds itself is not the one.", HelpName = "HOST[:PORT]" };
        var command = new Command("enroll", "Print the one line to run on a node, so that the two can prove to each other who they are.") { node, span, address };
        command.SetAction((parsed, cancellation) => DurationOption.With(terminal, parsed.GetValue(span), length => CoordinatorQuestion.Ask(
            terminal, shared, parsed, question => Invite(question, parsed.GetRequiredValue(node), length, parsed.GetValue(address) ?? ""), cancellation)));
        return command;
    }

    private static async Task<int> Invite(CoordinatorQuestion question, string node, TimeSpan length, string address)
    {
        var request = new InviteNodeRequest { Node = node, ForMs = (long)length.TotalMilliseconds, By = OperatorName.Of(question.Terminal), Address = address };
        var invitation = await question.Client.InviteNodeAsync(request, question.Options);
        var zone = (await question.Status()).TimeZone;
        await question.Answer(() => CliJson.Text(TrustJson.Of(invitation)), () => TrustText.Of(invitation, zone, question.Terminal.Surface, question.Now));
        return ExitCode.Fine;
    }
}
