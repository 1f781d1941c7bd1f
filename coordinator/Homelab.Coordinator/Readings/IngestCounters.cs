namespace Homelab.Coordinator.Readings;

/// <summary>What the intake did since the start, for <c>/metrics</c>.</summary>
public sealed class IngestCounters
{
    private long _frames;
    private long _samples;
    private long _duplicates;
    private long _refusedSamples;
    private long _deferredFrames;
    private long _lateFrames;
    private long _filesSetAside;

    /// <summary>Frames that became durable.</summary>
    public long Frames => Interlocked.Read(ref _frames);

    public long Samples => Interlocked.Read(ref _samples);

    /// <summary>Frames that had come before.</summary>
    public long Duplicates => Interlocked.Read(ref _duplicates);

    /// <summary>Samples of series that were not described, or of more series than a node may have.</summary>
    public long RefusedSamples => Interlocked.Read(ref _refusedSamples);

    /// <summary>Frames left unacknowledged because too much of their node was under way to the disk.</summary>
    public long DeferredFrames => Interlocked.Read(ref _deferredFrames);

    /// <summary>Frames of a run that had been closed; they lie in a reported gap.</summary>
    public long LateFrames => Interlocked.Read(ref _lateFrames);

    public long FilesSetAside => Interlocked.Read(ref _filesSetAside);

    internal void CountFrames(long frames, long samples)
    {
        Interlocked.Add(ref _frames, frames);
        Interlocked.Add(ref _samples, samples);
    }

    internal void CountDuplicate() => Interlocked.Increment(ref _duplicates);

    internal void CountRefused(long samples) => Interlocked.Add(ref _refusedSamples, samples);

    internal void CountDeferred() => Interlocked.Increment(ref _deferredFrames);

    internal void CountLate() => Interlocked.Increment(ref _lateFrames);

    internal void CountSetAside(long files) => Interlocked.Add(ref _filesSetAside, files);
}
