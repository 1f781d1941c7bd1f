using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.Reports;
using Homelab.Contracts.V1;

namespace Homelab.Cli.Commands;

/// <summary>What outages did: <c>homelab outage list</c> and <c>homelab outage report</c>.</summary>
internal static class OutageReportCommand
{
    public static Command List(Terminal terminal, SharedOptions shared)
    {
        var command = new Command("list", "The outages that left a report, the newest first.");
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var list = await question.Client.ListOutagesAsync(new ListOutagesRequest(), question.Options);
            var status = await question.Status();
            await question.Answer(() => CliJson.Text(OutageListView.Of(list)), () => OutageListText.Of(list, new LabTime(status.TimeZone, question.Now), terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    public static Command Report(Terminal terminal, SharedOptions shared)
    {
        var id = new Argument<string>("id") { Description = "As homelab outage list names it; the newest where none is named.", Arity = ArgumentArity.ZeroOrOne, DefaultValueFactory = _ => "" };
        var svg = new Option<FileInfo?>("--svg") { Description = "Draw planned and real bars and the batteries into this file.", HelpName = "FILE" };
        var diff = new Option<bool>("--diff") { Description = "Only what to change in lab.yaml, as patch -p1 takes it; nothing where nothing is to be changed." };
        var command = new Command("report", "What an outage did: planned against real, who was late and why, the batteries, who came back, and what to change in lab.yaml.") { id, svg, diff };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var picture = parsed.GetValue(svg);
            var asked = new GetOutageReportRequest { Id = parsed.GetValue(id) ?? "", WithSvg = picture is not null };
            var report = await question.Client.GetOutageReportAsync(asked, question.Options);
            if (picture is not null && !await PictureFile.TryWrite(terminal, picture, report.Svg, cancellation))
            {
                return ExitCode.SomethingWrong;
            }

            if (parsed.GetValue(diff) && !question.Json)
            {
                await terminal.Out.WriteAsync(report.Diff);
                if (report.Diff.Length == 0)
                {
                    await terminal.Error.WriteLineAsync($"{report.Id} tells nothing to change in the lab file.");
                }

                return ExitCode.Fine;
            }

            await question.Answer(
                () => CliJson.Text(OutageReportView.Of(report)),
                () => OutageReportText.Of(report, new LabTime(report.TimeZone, question.Now), terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }
}
