namespace Homelab.Benchmarks.Printing;

/// <summary>A few repetitions of one measurement.</summary>
internal sealed class Samples
{
    private readonly List<double> _values = [];

    public double Median => At(0.5);

    public double Worst => _values.Max();

    public int Count => _values.Count;

    public void Add(double value) => _values.Add(value);

    public void AddMilliseconds(Action work)
    {
        var start = TimeProvider.System.GetTimestamp();
        work();
        Add(TimeProvider.System.GetElapsedTime(start).TotalMilliseconds);
    }

    public double At(double share) => _values.Order().ElementAt((int)((_values.Count - 1) * share));
}
