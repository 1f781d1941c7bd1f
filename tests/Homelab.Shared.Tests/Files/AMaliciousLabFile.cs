using System.Globalization;
using Homelab.Files;
using Homelab.TestKit.Processes;
using Homelab.TestKit.Repo;
using YamlDotNet.RepresentationModel;

namespace Homelab.Shared.Tests.Files;

/// <summary>A lab file that is meant to harm. Each does to a plain reader of YAML what it is meant to do, and nothing here.</summary>
public sealed class AMaliciousLabFile : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void With_aliases_that_grow_to_millions_is_refused_at_the_first_of_them()
    {
        var bomb = "a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n" + string.Concat(Enumerable.Range(1, 6).Select(level => $"a{level}: &a{level} [{string.Join(',', Enumerable.Repeat($"*a{level - 1}", 10))}]\n"));
        var plain = new YamlStream();
        plain.Load(new StringReader(bomb));
        Assert.True(Leaves(plain.Documents[0].RootNode, most: 2_000_000) > 1_000_000);

        var (mistakes, allocated) = Read(bomb);

        Assert.Contains("HL0104", mistakes);
        Assert.True(allocated < 8 << 20, $"{allocated} bytes were allocated.");
    }

    [Fact]
    public void Of_a_hundred_megabytes_is_not_read()
    {
        var path = _folder.At("lab.yaml");
        using (var file = File.Create(path))
        {
            file.SetLength(100 << 20);
        }

        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = File.ReadAllBytes(path);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before >= 100 << 20);

        before = GC.GetAllocatedBytesForCurrentThread();
        var result = LabFile.Read(path);
        Assert.Equal("HL0002", Assert.Single(result.Diagnostics).Code.Code);
        Assert.True(GC.GetAllocatedBytesForCurrentThread() - before < 8 << 20);
    }

    [Fact]
    public async Task Nested_so_deep_that_its_reader_has_no_stack_left_is_refused_at_the_bound()
    {
        var path = _folder.Write("lab.yaml", $"nodes: {new string('[', 10_000)}{new string(']', 10_000)}");
        var plain = await Command.RunAsync(Environment.ProcessPath!, ["--plain-reader", path], cancellation: TestContext.Current.CancellationToken);
        Assert.NotEqual(0, plain.ExitCode);
        Assert.Contains("Stack overflow", plain.StandardError, StringComparison.Ordinal);

        Assert.Equal("HL0102", Assert.Single(LabFile.Read(path).Diagnostics).Code.Code);
    }

    [Theory]
    [InlineData("1e999")]
    [InlineData("99999999999999999999999d")]
    [InlineData("9223372036854775807s")]
    [InlineData("106751991d")]
    public void With_huge_numbers_is_refused_where_they_stand(string number)
    {
        var lab = $"schema: 1\nlab: a\ntime_zone: UTC\nmode: armed\nfeeds:\n  u: {{nut: u@h}}\nnodes:\n  n: {{feeds: [u], stop: {number}, start: power}}\n";
        var unit = number[^1] switch { 'd' => 86_400, _ => 1 };
        Assert.Throws<OverflowException>(() => TimeSpan.FromSeconds(unit * double.Parse(number.TrimEnd('d', 's'), CultureInfo.InvariantCulture)));

        var result = LabFile.Parse(lab, "lab.yaml");

        Assert.Null(result.Lab);
        Assert.Contains(result.Diagnostics, mistake => mistake is { Line: 8, Key: "nodes.n.stop", IsError: true });
    }

    private (IEnumerable<string> Codes, long Allocated) Read(string text)
    {
        var path = _folder.Write("lab.yaml", text);
        var before = GC.GetAllocatedBytesForCurrentThread();
        var result = LabFile.Read(path);
        return (result.Diagnostics.Select(mistake => mistake.Code.Code), GC.GetAllocatedBytesForCurrentThread() - before);
    }

    private static long Leaves(YamlNode node, long most)
    {
        long leaves = 0;
        var open = new Stack<YamlNode>([node]);
        while (leaves < most && open.TryPop(out var next))
        {
            foreach (var child in next switch { YamlSequenceNode list => list.Children, YamlMappingNode map => map.Children.Values, _ => Enumerable.Empty<YamlNode>() })
            {
                open.Push(child);
            }

            leaves += next is YamlScalarNode ? 1 : 0;
        }

        return leaves;
    }
}
