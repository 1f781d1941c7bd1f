using Homelab.Agent.Collectors;
using Homelab.Agent.Collectors.Storage;
using Homelab.Host;
using Homelab.Host.Identity;
using Homelab.TestKit.Repo;

namespace Homelab.Agent.Tests.Collectors;

public class NothingHereAndGarbageTests
{
    private static readonly BootClock s_clock = new();

    [Fact]
    public void On_an_empty_tree_every_collector_but_the_facts_has_nothing_here()
    {
        using var root = new TestRoot();

        var outcomes = CollectorCatalogue.All(root.Root, BootIdentity.Read(root.Path), new StorageReports(s_clock), "", () => false, s_clock)
            .ToDictionary(collector => collector.Name, collector => collector.Round().Outcome.Kind);

        Assert.Equal(OutcomeKind.Ok, outcomes["facts"]);
        Assert.All(outcomes.Where(outcome => outcome.Key != "facts"), outcome => Assert.Equal(OutcomeKind.NothingHere, outcome.Value));
    }

    /// <summary>Every file of a captured machine is cut, filled with noise, or lengthened. A seed that fails is printed with the file.</summary>
    [Fact]
    public void Damaged_files_end_no_collector()
    {
        var source = Repository.PathOf("tests/fixtures/roots/server");
        var files = Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/hwmon/", StringComparison.Ordinal) || file.Contains("/hwmon3/", StringComparison.Ordinal)).ToList();
        for (var seed = 1; seed <= 30; seed++)
        {
            var random = new Random(seed);
            using var root = new TestRoot();
            foreach (var file in files)
            {
                root.With(Path.GetRelativePath(source, file), Damage(File.ReadAllText(file), random));
            }

            foreach (var collector in CollectorCatalogue.All(root.Root, BootIdentity.Read(root.Path), new StorageReports(s_clock), "", () => false, s_clock))
            {
                var failure = Record.Exception(() => collector.Round());
                Assert.True(failure is null, $"seed {seed}, {collector.Name}: {failure}");
                var values = collector.Round().Collection.Samples.Select(sample => sample.Value);
                Assert.True(values.All(double.IsFinite), $"seed {seed}, {collector.Name}: a value is no number");
            }
        }
    }

    private static string Damage(string text, Random random)
    {
        var characters = text.ToCharArray();
        switch (random.Next(5))
        {
            case 0:
                return text[..random.Next(text.Length + 1)];
            case 1:
                return text + new string('9', random.Next(400));
            case 2:
                random.Shuffle(characters);
                return new string(characters);
            case 3:
                for (var i = 0; i < characters.Length; i++)
                {
                    characters[i] = random.Next(20) == 0 ? (char)random.Next(1, 0x250) : characters[i];
                }

                return new string(characters);
            default:
                return text;
        }
    }
}
