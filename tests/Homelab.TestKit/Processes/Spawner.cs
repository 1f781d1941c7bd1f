using System.Collections.Concurrent;
using System.Diagnostics;

namespace Homelab.TestKit.Processes;

/// <summary>
/// Starts every process of the tests from one thread that lives as long as the test process: the kernel then kills them all when that ends, however
/// it ends (PR_SET_PDEATHSIG of prctl(2) counts from the death of the starting thread; setpriv(1) sets it).
/// </summary>
internal static class Spawner
{
    private static readonly BlockingCollection<Action> Work = Begin();

    /// <summary>Starts <paramref name="start"/>'s program so that it dies with this process. Its pid is the program's own.</summary>
    public static Task<Process> StartAsync(ProcessStartInfo start)
    {
        start.ArgumentList.Insert(0, start.FileName);
        start.ArgumentList.Insert(0, "KILL");
        start.ArgumentList.Insert(0, "--pdeathsig");
        start.FileName = "setpriv";
        start.UseShellExecute = false;

        var done = new TaskCompletionSource<Process>(TaskCreationOptions.RunContinuationsAsynchronously);
        Work.Add(() =>
        {
            try
            {
                done.SetResult(Process.Start(start)!);
            }
            catch (Exception exception) when (exception is System.ComponentModel.Win32Exception or InvalidOperationException)
            {
                done.SetException(exception);
            }
        });
        return done.Task;
    }

    private static BlockingCollection<Action> Begin()
    {
        var work = new BlockingCollection<Action>();
        new Thread(() =>
        {
            foreach (var action in work.GetConsumingEnumerable())
            {
                action();
            }
        })
        { IsBackground = true, Name = "spawner" }.Start();
        return work;
    }
}
