using System.Text.Json;
using Homelab.Files.Diagnostics;
using Homelab.Files.Reference;

namespace Homelab.Shared.Tests.Files;

public class DocumentsFollowTheTables
{
    [Fact]
    public void The_documentation_of_the_lab_file_is_not_stale() =>
        GeneratedPart.Matches("docs/lab-file.md", "<!-- generated -->", LabReference.LabFields());

    [Fact]
    public void The_documentation_of_the_program_files_is_not_stale()
    {
        GeneratedPart.Matches("docs/program-files.md", "<!-- generated agent -->", LabReference.AgentFields());
        GeneratedPart.Matches("docs/program-files.md", "<!-- generated coordinator -->", LabReference.CoordinatorFields());
    }

    [Fact]
    public void The_documentation_of_errors_is_not_stale() =>
        GeneratedPart.Matches("docs/errors.md", "<!-- generated -->", LabReference.Errors());

    [Fact]
    public void The_schema_is_not_stale()
    {
        Golden.Matches("docs/lab.schema.json", LabReference.LabSchema());

        using var schema = JsonDocument.Parse(LabReference.LabSchema());
        Assert.True(schema.RootElement.GetProperty("properties").TryGetProperty("nodes", out _));
    }

    [Fact]
    public void A_code_stands_for_one_mistake_only()
    {
        var codes = DiagnosticCatalogue.All.ToList();

        Assert.All(codes, code => Assert.Matches("^HL[0-9]{4}$", code.Code));
        Assert.Empty(codes.GroupBy(code => code.Code).Where(same => same.Count() > 1).Select(same => same.Key));
        Assert.Equal(codes.Select(code => code.Code).Order(StringComparer.Ordinal), codes.Select(code => code.Code));
    }
}
