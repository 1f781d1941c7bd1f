namespace Homelab.Simulation.Draws;

/// <summary>Draws from one seed: the same seed gives the same lab and the same outage, for ever.</summary>
internal sealed class Draw(int seed)
{
    private readonly Random _random = new(seed);

    public int Int(int least, int most) => _random.Next(least, most + 1);

    public double Ratio(double least, double most) => least + ((most - least) * _random.NextDouble());

    public TimeSpan Seconds(double least, double most) => TimeSpan.FromSeconds(Math.Round(Ratio(least, most), 1));

    public bool Chance(double chance) => _random.NextDouble() < chance;

    public T Pick<T>(IReadOnlyList<T> from) => from[_random.Next(from.Count)];

    public T[] Some<T>(IReadOnlyList<T> from, int count) => [.. from.OrderBy(_ => _random.Next()).Take(count)];
}
