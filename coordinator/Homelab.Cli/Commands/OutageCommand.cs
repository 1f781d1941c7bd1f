using System.CommandLine;
using Grpc.Core;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

internal static class OutageCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var show = new Command("show", "The running outage, or the last one: each step, its state and on what evidence. Exit code 1 while one runs.");
        show.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var outage = await question.Client.GetOutageAsync(new GetOutageRequest(), question.Options);
            var status = await question.Status();
            var report = OutageText.IsStopping(outage) && !question.Json ? await Course(question, outage) : null;
            await question.Answer(
                () => CliJson.Text(OutageJson.Of(outage)),
                () => OutageText.Of(outage, status, terminal.Surface, question.Now, report));
            return OutageText.IsRunning(outage) ? ExitCode.SomethingWrong : ExitCode.Fine;
        }, cancellation));
        return new Command("outage", "What an outage does, and what earlier ones did.")
        {
            show,
            OutageReportCommand.List(terminal, shared),
            OutageReportCommand.Report(terminal, shared),
            OutageWishCommand.Hold(terminal, shared),
            OutageWishCommand.Release(terminal, shared),
            OutageWishCommand.Cancel(terminal, shared),
        };
    }

    /// <summary>Without it the rest is still worth an answer: an older coordinator has none while the outage runs.</summary>
    private static async Task<OutageReport?> Course(CoordinatorQuestion question, Outage outage)
    {
        try
        {
            return await question.Client.GetOutageReportAsync(new GetOutageReportRequest { Id = outage.Id }, question.Options);
        }
        catch (RpcException failure) when (failure.StatusCode is StatusCode.NotFound or StatusCode.Unimplemented)
        {
            return null;
        }
    }
}
