using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace Homelab.Cli;

/// <summary>The usual help, and under it what the exit codes mean.</summary>
internal sealed class HelpWithExitCodes(HelpAction usual) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        usual.Invoke(parseResult);
        parseResult.InvocationConfiguration.Output.WriteLine(ExitCode.Explanation);
        return ExitCode.Fine;
    }
}
