using System.Collections.Concurrent;

namespace Homelab.Store;

/// <summary>
/// The one thread that touches a LiteDB file: its transactions belong to threads, and on a full disk its calls may never return.
/// A caller waits for a bounded time; a thread that hangs is left behind.
/// </summary>
internal sealed class StoreThread : IDisposable
{
    private readonly BlockingCollection<Action> _work = [];

    public StoreThread(string name)
    {
        var thread = new Thread(Run) { IsBackground = true, Name = name };
        thread.Start();
    }

    /// <exception cref="TimeoutException">The call did not come back in time; this thread must not be used again.</exception>
    public T Call<T>(Func<T> function, TimeSpan limit)
    {
        // Continuations of the completed task must not run on the store's thread.
        var completion = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                completion.SetResult(function());
            }
            catch (Exception error)
            {
                completion.SetException(error);
            }
        });

        if (!((IAsyncResult)completion.Task).AsyncWaitHandle.WaitOne(limit))
        {
            throw new TimeoutException("The store did not answer in time.");
        }

        return completion.Task.GetAwaiter().GetResult();
    }

    public void Dispose() => _work.CompleteAdding();

    private void Run()
    {
        foreach (var action in _work.GetConsumingEnumerable())
        {
            action();
        }

        _work.Dispose();
    }
}
