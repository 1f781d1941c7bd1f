using System.Diagnostics;
using System.Runtime.InteropServices;
using Homelab.Domain;
using Homelab.Host;

namespace Homelab.TestKit.Processes;

/// <summary>How a program ended. A signal's number stands as 128 + number, as in a shell.</summary>
public sealed record ProgramExit(int Code, Moment At);

/// <summary>A program that runs beside the test: its lines are kept, and it is killed at the latest when the test ends.</summary>
public sealed partial class RunningProgram : IAsyncDisposable
{
    private static readonly BootClock Clock = new();

    private readonly Process _process;
    private readonly Lock _gate = new();
    private readonly List<string> _lines = [];
    private readonly TaskCompletionSource<ProgramExit> _exit = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private RunningProgram(string name, Process process)
    {
        Name = name;
        _process = process;
        Pid = process.Id;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
        process.Exited += (_, _) => _exit.TrySetResult(new ProgramExit(process.ExitCode, Clock.Now()));
        process.EnableRaisingEvents = true;
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Name { get; }

    public int Pid { get; }

    /// <summary>Completes when the program has ended, for whatever cause.</summary>
    public Task<ProgramExit> Exit => _exit.Task;

    public bool HasExited => Exit.IsCompleted;

    /// <summary>What it wrote so far on both outputs.</summary>
    public IReadOnlyList<string> Lines
    {
        get
        {
            lock (_gate)
            {
                return [.. _lines];
            }
        }
    }

    public static async Task<RunningProgram> StartAsync(
        string name, string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[key] = value;
        }

        var process = await Spawner.StartAsync(start).ConfigureAwait(false);
        process.StandardInput.Close();
        return new RunningProgram(name, process);
    }

    /// <summary>SIGKILL: nothing of it runs any more afterwards.</summary>
    public Task<ProgramExit> KillAsync() => SignalAndWaitAsync(9, TimeSpan.FromSeconds(10));

    /// <summary>SIGTERM, as systemd stops it.</summary>
    /// <exception cref="TimeoutException">It did not end within the bound.</exception>
    public Task<ProgramExit> TerminateAsync(TimeSpan bound) => SignalAndWaitAsync(15, bound);

    /// <exception cref="TimeoutException">It did not end within the bound; the message holds its last lines.</exception>
    public async Task<ProgramExit> WaitForExitAsync(TimeSpan bound)
    {
        try
        {
            return await Exit.WaitAsync(bound).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"{Name} did not end within {bound.TotalSeconds:0.#} s. It said last:\n{Tail()}");
        }
    }

    /// <summary>The last lines that it wrote, for a failed test's message.</summary>
    public string Tail(int count = 20) => string.Join('\n', Lines.TakeLast(count));

    public async ValueTask DisposeAsync()
    {
        if (!HasExited)
        {
            await KillAsync().ConfigureAwait(false);
        }

        _process.Dispose();
    }

    private Task<ProgramExit> SignalAndWaitAsync(int signal, TimeSpan bound)
    {
        if (!HasExited)
        {
            _ = SendSignal(Pid, signal);
        }

        return WaitForExitAsync(bound);
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            lock (_gate)
            {
                _lines.Add(line);
            }
        }
    }

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int SendSignal(int pid, int signal);
}
