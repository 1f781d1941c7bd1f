using System.CommandLine;
using System.Globalization;
using Homelab.Cli.Json;
using Homelab.Domain.Lab;
using Homelab.Files;
using Homelab.Simulation;
using Homelab.Simulation.Scripts;
using Homelab.Simulation.Timelines;

namespace Homelab.Cli.Commands;

internal static class SimulateCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared)
    {
        var file = new Argument<FileInfo>("file") { Description = "The lab file, such as lab.yaml." };
        var outage = new Option<FileInfo>("--outage") { Description = "What happens: one sentence a line, as in docs/simulation.md.", HelpName = "FILE", Required = true };
        var svg = new Option<FileInfo?>("--svg") { Description = "Draw batteries and nodes over time into this file.", HelpName = "FILE" };
        var seed = new Option<int>("--seed") { Description = "Draws what the outage leaves open: how long stops take, and when messages come.", HelpName = "N", DefaultValueFactory = _ => 1 };
        var armed = new Option<bool>("--armed") { Description = "As if the lab file said mode: armed." };
        var command = new Command("simulate", "Play an outage on the lab with the engine as it is shipped, and hold its rules against what happens. Asks no coordinator.") { file, outage, svg, seed, armed };
        command.SetAction(async (parsed, cancellation) =>
        {
            var path = parsed.GetRequiredValue(file);
            if (LabFile.Read(path.ToString()).Lab is not { } lab)
            {
                await terminal.Error.WriteLineAsync($"homelab: {path} cannot be simulated: it has errors. See them with: homelab check {path}");
                return ExitCode.BadConfiguration;
            }

            if (await Script(terminal, parsed.GetRequiredValue(outage), lab, cancellation) is not { } script)
            {
                return ExitCode.BadConfiguration;
            }

            lab = parsed.GetValue(armed) ? lab with { Mode = LabMode.Armed } : lab;
            var result = new SimulatedLab(lab, script, parsed.GetValue(seed)) { Records = true }.Run();
            if (parsed.GetValue(svg) is { } picture && !await PictureFile.TryWrite(terminal, picture, TimelinePicture.Of($"{lab.Name}: {Path.GetFileNameWithoutExtension(parsed.GetRequiredValue(outage).Name)}", result), cancellation))
            {
                return ExitCode.SomethingWrong;
            }

            await terminal.Out.WriteAsync(parsed.GetValue(shared.Json) ? CliJson.Text(SimulationJson.Of(result)) : Text(lab, result));
            return result.Violations.IsEmpty ? ExitCode.Fine : ExitCode.SomethingWrong;
        });
        return command;
    }

    private static async Task<OutageScript?> Script(Terminal terminal, FileInfo file, LabConfig lab, CancellationToken cancellation)
    {
        string text;
        try
        {
            text = await File.ReadAllTextAsync(file.FullName, cancellation);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"homelab: {file} cannot be read. Is the path right, and may you read it?");
            return null;
        }

        var read = OutageFile.Parse(text, file.ToString(), lab);
        foreach (var error in read.Errors)
        {
            await terminal.Error.WriteLineAsync(error);
        }

        return read.Script;
    }

    private static string Text(LabConfig lab, SimulationResult result)
    {
        var lost = result.Timeline.Where(entry => entry.Kind == TimelineKind.PowerLost).Select(entry => entry.Subject).Distinct().ToList();
        var observes = lab.Mode == LabMode.Observe ? "The lab only observes, so nothing was stopped; --armed plays it as if it were armed.\n" : "";
        var hurt = lost.Count == 0 ? "Nobody lost power while running.\n" : $"Lost power while running: {string.Join(", ", lost)}.\n";
        var rules = result.Violations.IsEmpty
            ? "No rule was broken.\n"
            : string.Create(CultureInfo.InvariantCulture, $"Rules broken: {result.Violations.Length}\n") + string.Concat(result.Violations.Select(violation => $"  {violation}\n"));
        return TimelineText.Of(result.Timeline) + "\n" + observes + hurt + rules;
    }
}
