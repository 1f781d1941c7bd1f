using System.Globalization;
using Homelab.TestKit.Labs;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using Homelab.TestKit.Uml;

namespace Homelab.System.Tests.Readings;

/// <summary>
/// The published agent for 10,000 rounds, one a second, with everything that it collects and 20 chips on four buses of a real kernel, on a machine whose clock is faster than ours. Only the agent writes to
/// its disk: what the coordinator beside it keeps lies in memory.
/// </summary>
public sealed class ARunOfTenThousandRounds : IAsyncLifetime
{
    public const int Rounds = 10_000;

    /// <summary>When canaries, certificates and what the coordinator says were written once, and the memory has its size.</summary>
    private const int SettledAfter = 60;

    /// <summary>As fast as two processors can follow: a round takes the agent less than a second of the machine's.</summary>
    private const int ClockTimes = 4;

    private static readonly int[] s_buses = [1, 3, 4, 5];

    private static readonly string[] s_chips = ["chip: tmp102", "chip: bmp280", "chip: ina219, shunt_ohms: 0.1", "chip: sht3x", "chip: pcf8574"];

    /// <summary>To read for half an hour, with no room taken: files of nothing but a hole.</summary>
    private const string Packages = """
        mkdir -p /var/lib/dpkg/info /state/packages
        for i in $(seq 40); do truncate -s 64M /state/packages/$i; done
        sum=$(md5sum </state/packages/1 | cut -d' ' -f1)
        for i in $(seq 40); do echo "$sum  state/packages/$i" >/var/lib/dpkg/info/played$i.md5sums; done
        """;

    /// <summary>On a busy host an acknowledgement takes longer than the usual ten seconds of a clock that is faster than its machine, and the outbox would be opened for nothing.</summary>
    private const string Patient = """printf '\nflush: 1m\n' >>/bin/agent.yaml""";

    private static readonly string s_look = $$"""
        dirty() { while read -r key kb rest; do [ "$key" != Private_Dirty: ] || echo $kb; done </proc/$agent/smaps_rollup; }
        rounds() { wget -qO - {{LabOnOneMachine.Page}}/metrics | sed -n 's/^homelab_agent_rounds_total{.*} //p'; }
        written() { echo "$1-kernel $(sed -n 's/^write_bytes: //p' /proc/$agent/io)"; wget -qO - {{LabOnOneMachine.Page}}/metrics | sed -n "s/^homelab_agent_written_bytes_total{.*cause=\"\\([a-z_]*\\)\".*} /$1-\\1 /p"; }
        until_round() {
          now=0
          until [ "${now:-0}" -ge $1 ]; do
            i=0
            while [ $i -lt 50 ]; do
              kb=$(dirty)
              [ $kb -le $peak ] || peak=$kb
              [ $kb -ge $least ] || least=$kb
              i=$((i + 1))
              sleep 1
            done
            now=$(rounds)
            echo "at round $now: $kb KiB, $least to $peak"
          done
        }
        """;

    private readonly TempFolder _folder = new();

    /// <summary>What the machine said.</summary>
    public IReadOnlyList<string> Console { get; private set; } = [];

    /// <summary>A number that the machine said under a name, the last one.</summary>
    public long Number(string name) => Console.LastOrDefault(line => line.StartsWith(name + " ", StringComparison.Ordinal)) is { } line
        ? long.Parse(line[(name.Length + 1)..], CultureInfo.InvariantCulture)
        : throw new InvalidOperationException($"The machine said nothing of {name}. It said:\n{string.Join('\n', Console.TakeLast(40))}");

    /// <summary>Files that were written to, and how often at least.</summary>
    public IReadOnlyDictionary<string, int> Wrote(string when) => Console.Select(line => line.Split(' ')).Where(words => words.Length == 3 && words[0] == when)
        .ToDictionary(words => words[2], words => int.Parse(words[1], CultureInfo.InvariantCulture));

    public async ValueTask InitializeAsync()
    {
        var sensors = s_buses.SelectMany(bus => s_chips.Select((chip, i) => $"chip{bus}{i}: {{{chip}, bus: {bus}}}"));
        string[] programs = [PublishedProgram.Agent, PublishedProgram.Coordinator, PublishedProgram.Cli];
        await using var machine = await UserModeMachine.MakeAsync(
            [.. programs.Select(PublishedProgram.PathOf), .. LabOnOneMachine.Files(_folder, $"sensors: {{{string.Join(", ", sensors)}}}"), .. await PlayedI2cBuses.FilesAsync(_folder), await WhoWrites.FileAsync(_folder)], $"""
            {PlayedI2cBuses.Start(s_buses)}
            {Packages}
            mkdir -p /state/agent /state/coordinator
            mount -t tmpfs coordinator /state/coordinator
            {Patient}
            {s_look}
            {WhoWrites.Start("/run/wrote", "/", "/state")}
            {LabOnOneMachine.Start}
            agent=$!
            peak=0
            least=1000000
            until_round {SettledAfter}
            written settled
            settled=$(wc -l </run/wrote)
            least=1000000
            until_round {Rounds}
            {LabOnOneMachine.Ask("sensors", $"sensors {LabOnOneMachine.Node}")}
            wget -qO - {LabOnOneMachine.Page}/metrics | sed -n 's/^node_scrape_collector_success.*collector="\([^"]*\)".* \([01]\)$/collector \2 \1/p'
            written end
            sed 's/ (deleted)$//' /run/wrote | sort | uniq -c | while read -r count path; do echo "wrote $count $path"; done
            tail -n +$((settled + 1)) /run/wrote | sed 's/ (deleted)$//' | sort | uniq -c | while read -r count path; do echo "regularly $count $path"; done
            echo "rounds $(rounds)"
            echo "least $least"
            echo "peak $peak"
            echo done
            sleep 1000
            """, ClockTimes);
        await machine.BootAsync();
        try
        {
            await machine.UntilItSaysAsync("done", TimeSpan.FromHours(2));
        }
        finally
        {
            Console = [.. machine.Console];
        }
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
