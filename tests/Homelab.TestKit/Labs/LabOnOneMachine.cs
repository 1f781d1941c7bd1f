using System.Text.Json;
using System.Text.RegularExpressions;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;

namespace Homelab.TestKit.Labs;

/// <summary>
/// The files and the shell lines of a lab whose one node, <see cref="Node"/>, has coordinator, agent and command, for a machine with a kernel of its own and a disk on /state,
/// whose console is all that is seen of it.
/// </summary>
public static partial class LabOnOneMachine
{
    public const string Node = "board";

    public const string Page = "http://127.0.0.1:8440";

    /// <summary>Writes what the programs read. In the machine it has to lie in /bin, as the programs do.</summary>
    /// <param name="declared">What stands under the node in the lab file, in one line: <c>sensors: {...}</c>.</param>
    public static IReadOnlyList<string> Files(TempFolder folder, string declared) =>
    [
        LabFile(folder, declared),
        folder.Write("coordinator.yaml", """
            schema: 1
            lab: /bin/lab.yaml
            state: /state/coordinator
            runtime: /run/coordinator
            """),
        folder.Write("agent.yaml", $"""
            schema: 1
            node: {Node}
            state: /state/agent
            runtime: /run/agent
            power_off: none
            """),
    ];

    /// <summary>Writes lab.yaml alone, for a machine that is set up as an operator does it.</summary>
    /// <inheritdoc cref="Files" />
    public static string LabFile(TempFolder folder, string declared) => folder.Write("lab.yaml", $$"""
        schema: 1
        lab: bench
        time_zone: UTC
        mode: observe
        feeds:
          mains: {nut: "ups@127.0.0.1:1"}
        nodes:
          {{Node}}: {feeds: [mains], coordinator: true, stop: 5s, start: power, {{declared}}}
        collect:
          interval: 1s
        """);

    /// <summary>Starts both, the agent when the coordinator answers; what they say goes to the console.</summary>
    public static string Start { get; } = $"""
        mkdir -p /run/coordinator /run/agent /state/coordinator /state/agent
        {PublishedProgram.Coordinator} --config /bin/coordinator.yaml &
        i=0; until wget -qO /dev/null {Page}/healthz 2>/dev/null || [ $i -ge 100 ]; do i=$((i + 1)); sleep 1; done
        {PublishedProgram.Agent} --config /bin/agent.yaml &
        """;

    /// <summary>One line on the console: the name, and what <c>homelab COMMAND --json</c> answers.</summary>
    public static string Ask(string name, string command) => $"echo \"{name} $({PublishedProgram.Cli} {command} --json 2>&1 | tr -d '\\n')\"";

    /// <summary>Waits until what the coordinator says of the node has this in it (grep(1)), and not for ever. By busybox: to start the command takes an emulated processor seconds.</summary>
    public static string Await(string pattern) =>
        $"i=0; until wget -qO - {Page}/api/v1/nodes/{Node} 2>/dev/null | grep -q '{pattern}' || [ $i -ge 100 ]; do i=$((i + 1)); sleep 1; done";

    /// <summary>The last answer that the console has under a name.</summary>
    /// <exception cref="InvalidOperationException">There is none; the message holds the console.</exception>
    public static JsonElement Last(IReadOnlyList<string> console, string name)
    {
        var answer = console.Select(line => AnswerLine().Match(line)).LastOrDefault(match => match.Success && match.Groups[1].Value == name)
            ?? throw new InvalidOperationException($"The machine said nothing of {name}. It said:\n{string.Join('\n', console.TakeLast(40))}");
        return JsonDocument.Parse(answer.Groups[2].Value).RootElement;
    }

    [GeneratedRegex(@"^(\w+) (\{.*\})\s*$")]
    private static partial Regex AnswerLine();
}
