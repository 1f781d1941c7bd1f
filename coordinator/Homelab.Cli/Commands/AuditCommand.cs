using System.CommandLine;
using Homelab.Cli.Json;
using Homelab.Cli.Render;
using Homelab.Contracts.V1;
using Homelab.Domain.People;

namespace Homelab.Cli.Commands;

/// <summary>Who did what, and whether that was written anew.</summary>
internal static class AuditCommand
{
    public static Command Build(Terminal terminal, SharedOptions shared) =>
        new("audit", "Who did what: every change and every order.") { Show(terminal, shared), Verify(terminal, shared) };

    private static Command Show(Terminal terminal, SharedOptions shared)
    {
        var last = new Option<int>("--last") { Description = "How many lines; 50 where nothing is said.", HelpName = "N" };
        var command = new Command("show", "The newest lines, the newest last.") { last };
        command.SetAction((parsed, cancellation) => CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
        {
            var lines = await question.People.ShowAuditAsync(new ShowAuditRequest { Last = parsed.GetValue(last) }, question.Options);
            await question.Answer(() => CliJson.Text(AuditLinesJson.Of(lines)), () => AuditText.Of(lines, terminal.Surface));
            return ExitCode.Fine;
        }, cancellation));
        return command;
    }

    private static Command Verify(Terminal terminal, SharedOptions shared)
    {
        var noted = new Option<string?>("--noted") { Description = "A hash that was noted elsewhere: some line has to have it.", HelpName = "HASH" };
        var file = new Option<string?>("--file") { Description = "A copy of audit.log, without a coordinator.", HelpName = "FILE" };
        var command = new Command("verify", "Whether each line follows from the one before, and else from which one on not.") { noted, file };
        command.SetAction((parsed, cancellation) => parsed.GetValue(file) is { } path
            ? OfFile(terminal, path, parsed.GetValue(noted), parsed.GetValue(shared.Json))
            : CoordinatorQuestion.Ask(terminal, shared, parsed, async question =>
            {
                var verdict = await question.People.VerifyAuditAsync(new VerifyAuditRequest { Noted = parsed.GetValue(noted) ?? "" }, question.Options);
                return await Tell(terminal, AuditVerdictJson.Of(verdict), question.Json);
            }, cancellation));
        return command;
    }

    private static async Task<int> OfFile(Terminal terminal, string path, string? noted, bool json)
    {
        try
        {
            return await Tell(terminal, AuditVerdictJson.Of(AuditChain.Verify(File.ReadLines(path), noted)), json);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            await terminal.Error.WriteLineAsync($"homelab: {path} cannot be read: {failure.Message}");
            return ExitCode.BadConfiguration;
        }
    }

    private static async Task<int> Tell(Terminal terminal, AuditVerdictJson verdict, bool json)
    {
        await terminal.Out.WriteAsync(json ? CliJson.Text(verdict) : AuditText.Of(verdict, terminal.Surface));
        return verdict.Holds ? ExitCode.Fine : ExitCode.SomethingWrong;
    }
}
